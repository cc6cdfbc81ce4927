import { readdir } from 'node:fs/promises'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import type { SecretStore } from '../../src/main/ipc/app-context.ts'
import { contentHash } from '../../src/main/mail/content-hash.ts'
import { joinChunks } from '../../src/main/mail/octets.ts'
import { BatchMessages } from '../../src/main/outbox/batch-messages.ts'
import { memorySecrets } from '../../src/main/platform/memory-secrets.ts'
import { listInbox, readCaught } from '../../src/main/sandbox/inbox.ts'
import { dkimpySays, dkimSetup, hasDkimpy } from '../helpers/dkim.ts'
import { type MassSendDesk, massSend, massSendDesk, unwatched } from '../helpers/mass-send.ts'

const CSV = `First name,メール,会社,html,n
Ann,ann@example.com,みどり商事,<b>x</b> {{ n }},1
"Bob ""B""",bob@example.com,,& {% if %},2
Cas,not an address,x,y,3
Dora,,x,y,4
Eve,ann@example.com,x,y,5
`

async function caught({
  sandboxFolder,
}: Pick<MassSendDesk, 'sandboxFolder'>): Promise<readonly Uint8Array[]> {
  return Promise.all(listInbox(sandboxFolder).map((name) => readCaught(sandboxFolder, name)))
}

describe('A mass send', () => {
  it('rehearsed leaves the very bytes that its rows are previewed as', async () => {
    const desk = await massSendDesk()
    const logo = await desk.files.add('logo {1}.png', 'image/png', Buffer.from('PNG'))
    const { id } = await desk.open(CSV)
    const mass = massSend({
      subject: 'To {{ row["First name"] }} at {{ 会社 }}',
      body: { kind: 'rich', source: '<p>{{ row["First name"] }}: {{ html }}</p><p>{{ row["会社"] }}</p>' },
      attachments: [{ ...logo, contentId: null }],
      headers: [{ name: 'X-Row', value: '{{ n }}' }],
    })
    const { batchId } = await desk.sender.rehearse(mass, id, unwatched())
    await desk.ended(batchId)
    const messages = await caught(desk)
    expect(messages).toHaveLength(2)
    for (const bytes of messages) {
      const mail = await PostalMime.parse(bytes)
      const number = Number(mail.headers.find(({ key }) => key === 'x-row')?.value)
      const { row } = await desk.lists.call('row', { list: id, number })
      const stamp = { messageId: mail.messageId ?? '', date: new Date(mail.date ?? '') }
      const previewed = await desk.sender.renderRow(mass, id, row.cells, stamp)
      expect(Buffer.from(joinChunks(previewed)).toString()).toBe(Buffer.from(bytes).toString())
    }
    expect(desk.batches.list()).toMatchObject([{ id: batchId, isRehearsal: true, state: 'finished' }])
    expect(desk.core.journal().totals(batchId)).toMatchObject({ rows: 5, accepted: 2, failed: 1, skipped: 2 })
  })

  it('keeps to the limits of its profile where it says nothing else', async () => {
    const desk = await massSendDesk()
    const limited = { backend: 'sandbox', options: {}, rate: '500/s,1000/min', connections: 3 }
    await desk.core.saveSettings({ profiles: { limited }, defaultProfile: 'limited' })
    const { id } = await desk.open('email\nann@example.com\n')
    const optionsOf = async (options: Parameters<typeof massSend>[1]) => {
      const { batchId } = await desk.sender.start(massSend({}, options), id, unwatched())
      await desk.ended(batchId)
      return desk.batches.get(batchId)
    }
    expect(await optionsOf({})).toMatchObject({ rate: '500/s,1000/min', connections: 3 })
    expect(await optionsOf({ rate: 'none', connections: 1 })).toMatchObject({ rate: null, connections: 1 })
    expect(await optionsOf({ rate: '9/s' })).toMatchObject({ rate: '9/s', connections: 3 })
    const { batchId } = await desk.sender.rehearse(massSend({}), id, unwatched())
    await desk.ended(batchId)
    expect(await desk.batches.get(batchId)).toMatchObject({ rate: '500/s,1000/min', connections: 3 })
  })

  it('takes cells literally, whatever Liquid or HTML they hold', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const mass = massSend({
      subject: '{{ html }}',
      body: { kind: 'rich', source: '<p>{{ html }}</p>' },
    })
    const first = await desk.sender.previewRow(mass, id, 1)
    expect(first).toMatchObject({
      problem: null,
      view: { subject: '<b>x</b> {{ n }}', to: 'ann@example.com' },
    })
    expect(first.view?.html).toContain('<p>&lt;b&gt;x&lt;/b&gt; {{ n }}</p>')
    expect(first.view?.text).toContain('<b>x</b> {{ n }}')
    const second = await desk.sender.previewRow(mass, id, 2)
    expect(second.view?.html).toContain('<p>&amp; {% if %}</p>')
  })

  it('previews what is wrong with a row instead of a message', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const preview = await desk.sender.previewRow(massSend({}), id, 3)
    expect(preview).toMatchObject({ view: null, row: { number: 3, line: 4, state: 'problem' } })
    expect(preview.problem).toContain('address')
    const misspelt = massSend({ body: { kind: 'plain', source: '{{ firstname }}' } })
    expect((await desk.sender.previewRow(misspelt, id, 1)).problem).toContain('firstname')
  })

  it.each([
    ['markdown', 'Dear *{{ row["First name"] }}*', null, '<em>Ann</em>', 'Dear *Ann*'],
    ['markdown', 'Dear *{{ 会社 }}*', 'By hand for {{ n }}', '<em>みどり商事</em>', 'By hand for 1'],
    ['html', '<p>{{ 会社 }}</p>', null, '<p>みどり商事</p>', 'みどり商事'],
    ['rich', '<p>{{ n }}</p>', 'By hand', '<p>1</p>', 'By hand'],
    ['plain', 'Only {{ n }}', null, null, 'Only 1'],
  ] as const)('renders a %s body %j with the text %j', async (kind, source, text, html, shown) => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const { view, problem } = await desk.sender.previewRow(massSend({ body: { kind, source }, text }), id, 1)
    expect(problem).toBeNull()
    expect(view?.text).toContain(shown)
    if (html === null) expect(view?.html ?? null).toBeNull()
    else expect(view?.html).toContain(html)
  })

  it('checks every row to its last byte and names those worth a look', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const mass = massSend({ body: { kind: 'plain', source: '{{ row["First name"] }} {{ 会社 }}' } })
    const report = await desk.sender.check(mass, id, unwatched())
    expect(report).toMatchObject({ rows: 5, queued: 2, failed: 1, skipped: 2, duplicates: 1, suppressed: 0 })
    expect(report.landmarks).toContainEqual({ kind: 'first', row: 1 })
    expect(report.landmarks).toContainEqual({ kind: 'last', row: 2 })
    expect(report.landmarks).toContainEqual({ kind: 'blank', row: 2 })
    expect(report.landmarks).toContainEqual({ kind: 'non-ascii', row: 1 })
    expect(report.octets).toBeGreaterThan(500)
    expect(desk.batches.list()).toEqual([])
  })

  it('gives each row its own file, and tells by name which one is missing', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open('email,file\na@example.com,a.txt\nb@example.com,b.txt\n')
    const files = { attachmentTemplate: '{{ file }}', attachmentFiles: [await desk.addFile('a.txt', 'A')] }
    const mass = massSend({ body: { kind: 'plain', source: 'x' } }, {}, files)
    expect((await desk.sender.check(mass, id, unwatched())).attachments).toMatchObject({
      ...{ used: 1, missingFiles: 1, missingRows: 1 },
      missing: [{ file: 'b.txt', rows: 1, firstRows: [2] }],
    })
    await expect(desk.sender.start(mass, id, unwatched())).rejects.toMatchObject({
      code: 'missing-attachment',
      message: expect.not.stringContaining(desk.core.dataDir),
    })
    expect(desk.batches.list()).toEqual([])
    expect((await desk.sender.previewRow(mass, id, 2)).problem).not.toContain(desk.core.dataDir)
    const skipping = massSend(
      { body: { kind: 'plain', source: 'x' } },
      { onMissingAttachment: 'skip' },
      files,
    )
    const { batchId } = await desk.sender.start(skipping, id, unwatched())
    await desk.ended(batchId)
    const [bytes = new Uint8Array()] = await caught(desk)
    expect((await PostalMime.parse(bytes)).attachments.map(({ filename }) => filename)).toEqual(['a.txt'])
    const { rows } = await desk.batches.rows(batchId, {
      states: ['skipped'],
      search: '',
      offset: 0,
      limit: 9,
    })
    expect(rows[0]?.result?.text).toContain('b.txt')
    expect(rows[0]?.result?.text).not.toContain(desk.core.dataDir)
  })

  it.each(['/etc/passwd', '../{{ n }}', 'C:{{ n }}', 'x\\{{ n }}', '..'])(
    'refuses the attachment name %s, which leads out of its folder',
    async (attachmentTemplate) => {
      const desk = await massSendDesk()
      const { id } = await desk.open(CSV)
      await expect(
        desk.sender.start(massSend({}, {}, { attachmentTemplate }), id, unwatched()),
      ).rejects.toMatchObject({ code: 'unsafe-path' })
    },
  )

  it('lets no cell lead out of its folder', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open('email,file\na@example.com,../../mailwright.db\n')
    const mass = massSend({}, {}, { attachmentTemplate: '{{ file }}' })
    expect((await desk.sender.previewRow(mass, id, 1)).problem).toContain('leads out of')
  })

  it('refuses a fixed address in To, which would get every message', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    await expect(
      desk.sender.start(massSend({ to: ['boss@example.com'] }), id, unwatched()),
    ).rejects.toMatchObject({ code: 'bad-argument' })
  })

  it('sends a test to the people named, and to nobody else', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const mass = massSend({ body: { kind: 'plain', source: 'Hi {{ row["First name"] }}' } })
    const result = await desk.sender.testSend(mass, id, 2, ['me@example.com'])
    expect(result).toMatchObject({ state: 'accepted', recipients: [{ address: 'me@example.com' }] })
    const [bytes = new Uint8Array()] = await caught(desk)
    const mail = await PostalMime.parse(bytes)
    expect(mail).toMatchObject({ subject: '[TEST] Hello', to: [{ address: 'me@example.com' }] })
    expect(mail.text).toContain('Hi Bob "B"')
    expect(desk.batches.list()).toEqual([])
  })

  it('leaves no batch behind when its import is cancelled', async () => {
    const desk = await massSendDesk()
    const rows = Array.from({ length: 20_000 }, (_, n) => `r${n}@example.com\n`).join('')
    const { id } = await desk.open(`email\n${rows}`)
    const controller = new AbortController()
    const started = desk.sender.start(massSend({}), id, {
      signal: controller.signal,
      progress: () => controller.abort(),
    })
    await expect(started).rejects.toMatchObject({ code: 'cancelled' })
    expect(desk.batches.list()).toEqual([])
    expect(await readdir(desk.core.dataDir)).not.toContain('sandbox')
  })
})

describe('A mass send through a profile that signs', () => {
  const signing = dkimSetup()
  const SIGNS = {
    backend: 'sandbox',
    options: {},
    dkim: { domain: signing.domain, selector: signing.selector },
  }

  async function desk(secrets: SecretStore = memorySecrets()) {
    const made = await massSendDesk(secrets)
    await made.core.saveSettings({ profiles: { work: SIGNS }, defaultProfile: 'work' })
    const { id } = await made.open('email,n\nann@example.com,1\nbob@example.com,2\n')
    return { ...made, secrets, id }
  }

  const mass = massSend({
    subject: 'Number {{ n }}',
    headers: [
      { name: 'X-Row', value: '{{ n }}' },
      { name: 'List-Unsubscribe', value: '<https://example.com/{{ n }}>' },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    ],
  })

  it.each(['rehearse', 'start'] as const)(
    'leaves signed, with the very bytes of the preview (%s)',
    async (way) => {
      const { secrets, id, ...made } = await desk()
      secrets.dkimKeys.set('work', signing.privateKey)
      const { batchId } = await made.sender[way](mass, id, unwatched())
      await made.ended(batchId)
      expect(made.core.journal().totals(batchId)).toMatchObject({ rows: 2, accepted: 2 })
      const messages = await caught(made)
      expect(messages).toHaveLength(2)
      for (const bytes of messages) {
        const mail = await PostalMime.parse(bytes)
        const { row } = await made.lists.call('row', {
          list: id,
          number: Number(mail.headers.find(({ key }) => key === 'x-row')?.value),
        })
        const stamp = { messageId: mail.messageId ?? '', date: new Date(mail.date ?? '') }
        const previewed = joinChunks(await made.sender.renderRow(mass, id, row.cells, stamp))
        expect(Buffer.from(previewed).equals(Buffer.from(bytes))).toBe(true)
        expect(contentHash({ chunks: [previewed] })).toBe(
          made.core.journal().row(batchId, row.number).contentHash,
        )
      }
      if (hasDkimpy) expect(dkimpySays(messages, signing)).toEqual([true, true])
      const shown = new BatchMessages(made.core)
      expect(await shown.message(batchId, 1)).toMatchObject({ fidelity: 'verified' })
      secrets.dkimKeys.set('work', null)
      expect(await shown.message(batchId, 1)).toMatchObject({ fidelity: 'differs' })
    },
  )

  it('is refused while there is no key: nothing is imported, checked, tested or previewed unsigned', async () => {
    const { sender, core, id } = await desk()
    const refusal = { code: 'missing-dkim-key', place: { profile: 'work' } }
    await expect(sender.start(mass, id, unwatched())).rejects.toMatchObject(refusal)
    await expect(sender.rehearse(mass, id, unwatched())).rejects.toMatchObject(refusal)
    await expect(sender.check(mass, id, unwatched())).rejects.toMatchObject(refusal)
    await expect(sender.testSend(mass, id, 1, ['me@example.com'])).rejects.toMatchObject(refusal)
    expect(await sender.previewRow(mass, id, 1)).toMatchObject({
      view: null,
      problem: expect.stringContaining('there is no DKIM key'),
    })
    expect(core.journal().batches()).toEqual([])
  })

  it('does not go on unsigned when the key, or DKIM itself, has gone meanwhile', async () => {
    const { secrets, id, ...made } = await desk()
    secrets.dkimKeys.set('work', signing.privateKey)
    const later = { ...mass, options: { ...mass.options, startAt: Date.now() + 3_600_000 } }
    const { batchId } = await made.sender.start(later, id, unwatched())
    await made.batches.pause(batchId)
    secrets.dkimKeys.set('work', null)
    await expect(made.batches.start(batchId)).rejects.toMatchObject({ code: 'missing-dkim-key' })
    await made.core.saveSettings({
      profiles: { work: { ...SIGNS, dkim: undefined } },
      defaultProfile: 'work',
    })
    secrets.dkimKeys.set('work', signing.privateKey)
    await expect(made.batches.start(batchId)).rejects.toMatchObject({ code: 'missing-dkim-key' })
    expect(made.core.journal().totals(batchId)).toMatchObject({ pending: 2, accepted: 0 })
    await made.core.saveSettings({ profiles: { work: SIGNS }, defaultProfile: 'work' })
    await made.batches.start(batchId)
    await expect.poll(() => made.core.journal().totals(batchId)).toMatchObject({ accepted: 2 })
    if (hasDkimpy) expect(dkimpySays(await caught(made), signing)).toEqual([true, true])
  })
})
