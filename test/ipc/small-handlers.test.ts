/** Files, drafts, templates, contacts, suppression list and the program itself, as a window calls them. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT } from '../../src/shared/draft-types.ts'
import { appForTest } from '../helpers/app.ts'
import { workbookOf } from '../helpers/workbook.ts'

const HUGE = 'x'.repeat(200_000)
const DRAFT = { ...EMPTY_DRAFT, subject: 'Hello' }
const TRAVERSAL = '../../../etc/passwd'

/** Whatever a window that is no longer ours may say; each must be refused with a typed error. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['app.info', ['more']],
  ['app.openExternal', ['javascript:alert(1)']],
  ['app.openExternal', ['file:///etc/passwd']],
  ['app.openExternal', ['smb://server/share']],
  ['app.openExternal', [' not a link']],
  ['app.openExternal', [HUGE]],
  ['app.openExternal', [{ href: 'https://example.com' }]],
  ['app.help', [TRAVERSAL]],
  ['app.help', ['constructor']],
  ['jobs.cancel', [7]],
  ['files.begin', [{ name: 'a', mimetype: 'x/y', size: -1 }]],
  ['files.begin', [{ name: 'a', mimetype: 'x/y', size: 1.5 }]],
  ['files.begin', [{ name: 'a', mimetype: 'x/y', size: 2 ** 40 }]],
  ['files.begin', [{ name: 'a', mimetype: 'x/y', size: 1, path: '/etc/passwd' }]],
  ['files.begin', [{ name: HUGE, mimetype: 'x/y', size: 1 }]],
  ['files.append', ['unknown', new Uint8Array(1)]],
  ['files.append', ['unknown', new Uint8Array(1024 * 1024 + 1)]],
  ['files.append', ['unknown', [1, 2, 3]]],
  ['files.append', [TRAVERSAL, new Uint8Array(1)]],
  ['files.finish', ['unknown']],
  ['files.sample', ['../secrets']],
  ['files.save', [TRAVERSAL]],
  ['files.save', ['unknown']],
  ['files.image', [TRAVERSAL]],
  ['files.image', ['unknown']],
  ['drafts.get', ['unknown']],
  ['drafts.get', [TRAVERSAL]],
  ['drafts.get', [null]],
  ['drafts.save', ['unknown', DRAFT]],
  ['drafts.save', [null, { ...DRAFT, extra: 1 }]],
  ['drafts.save', [null, { ...DRAFT, subject: HUGE }]],
  ['drafts.save', [null, { ...DRAFT, to: 'ann@example.com' }]],
  ['drafts.save', [null, { ...DRAFT, body: { kind: 'exe', source: '' } }]],
  ['drafts.version', ['unknown', 0]],
  ['drafts.version', ['unknown', 1]],
  ['templates.get', ['unknown']],
  ['templates.save', [null, '', DRAFT]],
  ['templates.save', [null, HUGE, DRAFT]],
  ['templates.save', ['unknown', 'name', DRAFT]],
  ['contacts.list', [HUGE]],
  ['contacts.save', [{ id: '', name: 'A', address: 'nobody', note: '' }]],
  ['contacts.save', [{ id: '', name: 'A', address: 'a@example.com', note: '', admin: true }]],
  ['contacts.save', [{ id: 'unknown', name: 'A', address: 'a@example.com', note: '' }]],
  ['contacts.remove', ['all']],
  ['contacts.import', ['unknown']],
  ['contacts.saveGroup', [{ id: '', name: '', members: [] }]],
  ['contacts.saveGroup', [{ id: 'unknown', name: 'a', members: [] }]],
  ['contacts.suggest', [{}]],
  ['suppression.list', ['', -1, 10]],
  ['suppression.list', ['', 0, 1_000_000]],
  ['suppression.add', [['nobody'], null]],
  ['suppression.add', [['a@example.com'], 'one\r\ntwo']],
  ['suppression.remove', [['nobody']]],
  ['suppression.import', [TRAVERSAL]],
]

describe('What a hostile window asks for', () => {
  it('is refused with a typed error, without a path, and changes nothing', async () => {
    const { router, dataDir, opened, events } = await appForTest()
    for (const [name, args] of HOSTILE) {
      const shown = `${name} ${JSON.stringify(args)?.slice(0, 100)}`
      const result = await router.call(name, args)
      expect(result, shown).toMatchObject({ ok: false, error: { kind: 'input' } })
      expect(JSON.stringify(result), shown).not.toContain(dataDir)
    }
    expect(opened).toEqual([])
    expect(events).toEqual([])
  })
})

describe('The program', () => {
  it('tells what it is and opens links', async () => {
    const { call, opened } = await appForTest()
    expect(await call('app.info')).toMatchObject({ shell: 'browser', keepsPasswords: false, notices: [] })
    for (const target of ['https://example.com/a', 'mailto:ann@example.com']) {
      await call('app.openExternal', target)
    }
    expect(opened).toEqual(['https://example.com/a', 'mailto:ann@example.com'])
    expect(await call('app.help', 'settings')).toMatchObject({ title: 'Settings' })
    await call('jobs.cancel', 'nothing runs')
  })

  it('takes a file in pieces and lets the user keep it', async () => {
    const { call, context } = await appForTest()
    const upload = await call('files.begin', { name: TRAVERSAL, mimetype: 'text/plain', size: 2 })
    await call('files.append', upload, new Uint8Array([104, 105]))
    const info = await call('files.finish', upload)
    expect(info).toMatchObject({ name: 'passwd', size: 2 })
    const { token } = await context.files.add('a', 'x/y', new Uint8Array(1))
    expect(await call('files.save', token)).toEqual({ kind: 'download', url: `/files/${token}` })
    expect(await call('files.sample', 'logo')).toMatchObject({ name: 'logo.png', mimetype: 'image/png' })
  })

  it('gives pictures of a draft to its window, and nothing that is none', async () => {
    const { call, context } = await appForTest()
    const add = (name: string, mimetype: string) => context.files.add(name, mimetype, Buffer.from('octets'))
    const picture = await add('a.png', 'image/png')
    expect(await call('files.image', picture.token)).toEqual({
      mimetype: 'image/png',
      bytes: new Uint8Array(Buffer.from('octets')),
    })
    for (const [name, mimetype] of [
      ['a.svg', 'image/svg+xml'],
      ['a.html', 'text/html'],
      ['a.pdf', 'application/pdf'],
    ] as const) {
      expect(await call('files.image', (await add(name, mimetype)).token)).toBeNull()
    }
  })

  it('keeps drafts and templates', async () => {
    const { call } = await appForTest()
    expect(await call('drafts.save', null, DRAFT)).toMatchObject({ version: 1 })
    expect(await call('drafts.list')).toMatchObject([{ subject: 'Hello', versions: 1 }])
    await call('templates.save', null, 'Mine', DRAFT)
    expect(await call('templates.list')).toMatchObject([
      { name: 'Mine', subject: 'Hello' },
      { name: 'Payment reminder' },
      { name: 'Welcome' },
    ])
  })

  it('imports and exports contacts and the suppression list', async () => {
    const { call, context } = await appForTest()
    const { files } = context
    const csv = 'name,address\nAnn,ann@example.com\nBad,nobody\n'
    const { token } = await files.add('people.csv', 'text/csv', Buffer.from(csv))
    expect(await call('contacts.import', token)).toEqual({ added: 1, known: 0, refused: 1 })
    expect(await call('contacts.suggest', 'an')).toEqual(['Ann <ann@example.com>'])
    expect(await call('suppression.import', token)).toEqual({ added: 1, known: 0, refused: 1 })
    expect(await call('suppression.add', ['@example.org', 'bob@example.com'], 'asked')).toBe(2)
    expect(await call('suppression.list', 'ASKED', 1, 1)).toMatchObject({
      total: 2,
      entries: [{ entry: 'bob@example.com' }],
    })
    expect(await call('suppression.remove', ['@example.org'])).toBe(1)
    for (const name of ['contacts.export', 'suppression.export'] as const) {
      const info = await call(name)
      expect(info).toMatchObject({ mimetype: 'text/csv' })
      expect(await readFile(files.path(info.token), 'utf8')).toContain('ann@example.com')
    }
  })

  it('imports contacts and addresses to suppress from a workbook as well', async () => {
    const { call, context } = await appForTest()
    const rows = [['name', 'address'], ['Ann', 'ann@example.com'], null, ['Bad', 'nobody']]
    const { token } = await context.files.add('people.xlsx', 'x/y', workbookOf(rows))
    expect(await call('contacts.import', token)).toEqual({ added: 1, known: 0, refused: 1 })
    expect(await call('suppression.import', token)).toEqual({ added: 1, known: 0, refused: 1 })
  })

  it('names the file of the user, not its own, when a CSV cannot be read', async () => {
    const { call, context, dataDir } = await appForTest()
    const { token } = await context.files.add('people.csv', 'text/csv', new Uint8Array())
    const error = await call('contacts.import', token).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'empty-file', message: expect.stringContaining('people.csv') })
    expect(String(error)).not.toContain(dataDir)
  })
})
