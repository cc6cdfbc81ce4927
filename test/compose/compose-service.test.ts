import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { parseMessageFile } from '../../src/main/mail/message-file.ts'
import { joinChunks } from '../../src/main/mail/mime.ts'
import { memorySecrets } from '../../src/main/platform/memory-secrets.ts'
import type { DraftAttachment, DraftContent } from '../../src/shared/draft-types.ts'
import { dkimpySays, dkimSetup, hasDkimpy } from '../helpers/dkim.ts'
import { draftWith, outboxRig } from '../helpers/outbox.ts'

type Rig = Awaited<ReturnType<typeof outboxRig>>

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function attached(
  { files }: Rig,
  name: string,
  content: Uint8Array,
  contentId: string | null = null,
): Promise<DraftAttachment> {
  const mimetype = name.endsWith('.png') ? 'image/png' : 'text/plain'
  return { ...(await files.add(name, mimetype, content)), contentId }
}

/** The message as another program reads it. */
async function exported({ compose, files }: Rig, content: DraftContent) {
  const { token } = await compose.exportEml(content)
  return PostalMime.parse(await readFile(files.path(token)))
}

describe('A draft', () => {
  it('in plain text has one part', async () => {
    const { html, text } = await exported(await outboxRig(), draftWith())
    expect(html).toBeUndefined()
    expect(text).toBe('Content\n')
  })

  it('in Markdown is its own text, and HTML beside it; braces mean nothing', async () => {
    const source = '# Title\n\n**bold** {{ name }} {% if %}\n'
    const { html, text } = await exported(
      await outboxRig(),
      draftWith({ body: { kind: 'markdown', source } }),
    )
    expect(text?.trimEnd()).toBe(source.trimEnd())
    expect(html).toContain('<strong>bold</strong> {{ name }} {% if %}')
  })

  it('from the rich editor gets a text part made from it, and a title', async () => {
    const body = {
      kind: 'rich',
      source: '<p>One <b>two</b></p><p><a href="https://e.com">x</a></p>',
    } as const
    const { html, text } = await exported(await outboxRig(), draftWith({ body, subject: 'A < B' }))
    expect(html).toContain('<title>A &lt; B</title>')
    expect(text).toContain('One two')
    expect(text).toContain('https://e.com')
  })

  it.each([
    ['rich', 'ja', '<html lang="ja">'],
    ['markdown', 'pt-BR', '<html lang="pt-BR">'],
    ['rich', 'ar', '<html lang="ar" dir="rtl">'],
    ['markdown', null, '<html>'],
  ] as const)('of kind %s says that its language is %s', async (kind, language, expected) => {
    const { html } = await exported(
      await outboxRig(),
      draftWith({ body: { kind, source: 'Text' }, language }),
    )
    expect(html).toContain(expected)
  })

  it('with a language has nothing to hear about it from the checks', async () => {
    const { compose } = await outboxRig()
    const content = draftWith({ body: { kind: 'rich', source: '<p>Hi</p>' }, language: 'en' })
    const { checks } = await compose.preview(content)
    expect(checks.map(({ code }) => code)).not.toContain('lang-missing')
  })

  it('in HTML is left as written; a text by hand goes before the one made', async () => {
    const source = '<!doctype html><html lang="en"><body><p>Hi</p></body></html>\n'
    const content = draftWith({ body: { kind: 'html', source }, text: 'By hand\n' })
    const { html, text } = await exported(await outboxRig(), content)
    expect([html?.trimEnd(), text?.trimEnd()]).toEqual([source.trimEnd(), 'By hand'])
  })

  it('carries attachments, and shows inline images in its preview', async () => {
    const rig = await outboxRig()
    const content = draftWith({
      body: { kind: 'rich', source: '<p><img src="cid:logo@x" alt="Logo"></p>' },
      attachments: [
        await attached(rig, 'logo.png', PNG, 'logo@x'),
        await attached(rig, '見積.txt', Buffer.from('42')),
      ],
    })
    const { attachments } = await exported(rig, content)
    expect(attachments.map(({ filename, contentId }) => [filename, contentId])).toEqual([
      ['logo.png', '<logo@x>'],
      ['見積.txt', undefined],
    ])
    const view = await rig.compose.preview(content)
    expect(rig.pages.page(view.page ?? '')).toContain(`data:image/png;base64,${PNG.toString('base64')}`)
  })

  it('whose file is gone is refused by name of the step', async () => {
    const { compose } = await outboxRig()
    const gone = { token: 'gone', name: 'a.txt', mimetype: 'text/plain', size: 1, contentId: null }
    await expect(compose.preview(draftWith({ attachments: [gone] }))).rejects.toMatchObject({
      code: 'unknown-item',
    })
  })

  it('previewed twice has the same bytes', async () => {
    const { compose } = await outboxRig()
    const first = await compose.preview(draftWith())
    expect((await compose.preview(draftWith())).sha256).toBe(first.sha256)
  })
})

describe('The command for a message', () => {
  /** The document between the marks of the here-document. */
  const documentOf = (command: string) =>
    parseMessageFile(command.split('\n').slice(1, -2).join('\n'), 'command')

  it('builds the same message', async () => {
    const rig = await outboxRig()
    const content = draftWith({
      subject: "It's $HOME `x` \\ MAILWRIGHT_MESSAGE",
      body: { kind: 'plain', source: 'MAILWRIGHT_MESSAGE\n' },
      attachments: [await attached(rig, 'a.txt', Buffer.from('hello'))],
    })
    const command = await rig.compose.commandLine(content)
    expect(command).toMatch(/^mailwright send - <<'MAILWRIGHT_MESSAGE'\n/)
    expect(command.split('\n').filter((line) => line === 'MAILWRIGHT_MESSAGE')).toHaveLength(1)
    const preview = await rig.compose.preview(content)
    const date = new Date(preview.date ?? 0).toISOString()
    const document = { ...documentOf(command), date, messageId: preview.messageId ?? '' }
    const mime = await rig.core.buildMessage(document, '/', rig.core.resolveProfile({ options: {} }))
    expect(Buffer.from(joinChunks(mime)).toString()).toBe(preview.source)
  })

  it('tells no path of this machine', async () => {
    const rig = await outboxRig()
    const large = await attached(rig, 'large.txt', Buffer.alloc(100_000, 'x'))
    const command = await rig.compose.commandLine(draftWith({ attachments: [large] }))
    expect(command).not.toContain(rig.dataDir)
    expect(documentOf(command).attachments).toEqual([{ path: './large.txt', mimetype: 'text/plain' }])
  })

  it('quotes the profile for the shell', async () => {
    const { core, compose } = await outboxRig()
    const profiles = { ...core.settings.profiles, "a'; rm -rf b": { backend: 'dummy', options: {} } }
    await core.saveSettings({ ...core.settings, profiles })
    const command = await compose.commandLine(draftWith({ profile: "a'; rm -rf b" }))
    expect(command.split('\n')[0]).toBe(
      "mailwright send - --profile='a'\\''; rm -rf b' <<'MAILWRIGHT_MESSAGE'",
    )
  })
})

describe('An .eml file', () => {
  it('exported and imported is the same draft', async () => {
    const rig = await outboxRig()
    const content = draftWith({
      from: '"Müller, Ann" <ann@example.com>',
      to: ['Bob <bob@example.com>', 'c@example.com'],
      cc: ['d@example.com'],
      replyTo: ['e@example.com'],
      subject: 'Grüße 日本語',
      headers: [{ name: 'X-Campaign', value: 'summer' }],
      body: { kind: 'html', source: '<p>Hi</p>\n' },
      text: 'Hi\n',
      attachments: [await attached(rig, 'a.txt', Buffer.from('hello'))],
    })
    const { token } = await rig.compose.exportEml(content)
    const draft = await rig.compose.importEml(token)
    const [file] = draft.attachments
    expect(draft).toEqual({
      ...content,
      attachments: [{ ...content.attachments[0], token: file?.token }],
    })
    expect(await readFile(rig.files.path(file?.token ?? ''), 'utf8')).toBe('hello')
  })

  it('that is no message is refused in plain words', async () => {
    const rig = await outboxRig()
    for (const bytes of [Buffer.alloc(0), PNG, Buffer.from('no colon here')]) {
      const { token } = await rig.files.add('x.eml', 'message/rfc822', bytes)
      await expect(rig.compose.importEml(token)).rejects.toMatchObject({ code: 'invalid-message-file' })
    }
  })

  it('cannot smuggle header lines or paths into a draft', async () => {
    const rig = await outboxRig()
    const hostile = [
      'From: =?utf-8?Q?a=0D=0ABcc:_eve=40example.com?= <a@example.com>',
      'Subject: =?utf-8?Q?x=0D=0AX-Evil:_1?=',
      'X-Mailer: old',
      'Received: from nowhere',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Disposition: attachment; filename="../../etc/passwd"',
      '',
      'x',
      '--b--',
      '',
    ].join('\r\n')
    const { token } = await rig.files.add('x.eml', 'message/rfc822', Buffer.from(hostile))
    const draft = await rig.compose.importEml(token)
    expect(JSON.stringify([draft.from, draft.subject])).not.toMatch(/\\[rn]/)
    expect(draft.headers).toEqual([])
    expect(draft.attachments[0]?.name).toBe('passwd')
    expect(rig.files.path(draft.attachments[0]?.token ?? '')).toContain(join(rig.dataDir, 'files'))
  })
})

describe('A draft of a profile that signs', () => {
  it('leaves with the signature it was previewed with, also when the key is forgotten before it leaves', async () => {
    const signing = dkimSetup()
    const secrets = memorySecrets()
    const { core, compose, outbox, settled } = await outboxRig({ secrets })
    const dkim = { domain: signing.domain, selector: signing.selector }
    const profiles = { work: { backend: 'sandbox', options: {}, dkim } }
    await core.saveSettings({ ...core.settings, profiles, defaultProfile: 'work' })
    await expect(compose.preview(draftWith())).rejects.toMatchObject({ code: 'missing-dkim-key' })
    await expect(compose.send(draftWith(), null)).rejects.toMatchObject({ code: 'missing-dkim-key' })
    secrets.dkimKeys.set('work', signing.privateKey)
    const { source } = await compose.preview(draftWith())
    expect(source).toMatch(/^DKIM-Signature: v=1; a=ed25519-sha256;/)
    const sent = compose.send(draftWith(), null)
    const { id } = await sent
    secrets.dkimKeys.set('work', null)
    await settled(id, 'accepted')
    expect((await outbox.message(id)).view.source).toBe(source)
    const [name = ''] = await readdir(join(core.dataDir, 'sandbox'))
    const caught = await readFile(join(core.dataDir, 'sandbox', name))
    expect(caught.toString()).toBe(source)
    if (hasDkimpy) expect(dkimpySays([caught], signing)).toEqual([true])
  })
})
