import fc from 'fast-check'
import { encode } from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/main/recipient-list/fold.ts'
import type { ListQuery, ListRow } from '../../src/shared/list-types.ts'
import { DETECTED, massSendDesk } from '../helpers/mass-send.ts'

const ALL: ListQuery = { states: null, search: '', sort: null, offset: 0, limit: 1_000 }

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('')
}

describe('A list', () => {
  it('tells of every row what it is and why, and its counts add up', async () => {
    const desk = await massSendDesk()
    await desk.core.suppression().add(['@blocked.example'], 'asked for it', 0)
    const info = await desk.open(
      'name,email\nA,a@example.com\nB,a@example.com\nC,\nD,no address\nE,e@blocked.example\nF\nG,g@example.com\n',
    )
    expect(info).toMatchObject({
      columns: ['name', 'email'],
      addressColumn: 'email',
      ...{ rows: 7, valid: 2, duplicates: 1, blank: 1, suppressed: 1, problems: 2 },
    })
    expect(info.problemList).toMatchObject([{ line: 7, code: 'ragged-row' }])
    const { rows, total } = await desk.lists.call('page', { list: info.id, query: ALL })
    expect(total).toBe(7)
    expect(rows.map(({ state }) => state)).toEqual([
      ...['valid', 'duplicate', 'blank', 'problem', 'suppressed', 'problem', 'valid'],
    ])
    expect(rows[1]?.text).toBe('a@example.com is on line 2 already.')
    expect(rows[4]?.text).toContain('asked for it')
    expect(rows[5]).toMatchObject({
      number: 6,
      line: 7,
      cells: ['F'],
      text: expect.stringContaining('1 cell'),
    })
  })

  it.each(['utf-8', 'utf-16le', 'shift_jis', 'euc-jp'])(
    'reads %s, found without being told',
    async (encoding) => {
      const desk = await massSendDesk()
      const text = `氏名,メールアドレス\n${'山田太郎,taro@example.jp\n鈴木花子,hanako@example.jp\n'.repeat(20)}`
      const info = await desk.open(encode(text, encoding, { addBOM: encoding === 'utf-16le' }))
      expect(info).toMatchObject({
        columns: ['氏名', 'メールアドレス'],
        addressColumn: 'メールアドレス',
        rows: 40,
      })
      const page = await desk.lists.call('page', {
        list: info.id,
        query: { ...ALL, search: '花子', limit: 1 },
      })
      expect(page).toMatchObject({
        total: 20,
        rows: [{ number: 2, cells: ['鈴木花子', 'hanako@example.jp'] }],
      })
    },
  )

  it.each([
    ['n;who\n1;a@example.com\n', 'who'],
    ['address,contact\n1 High Street,a@example.com\n', 'contact'],
    ['email,second email\n,\n', 'email'],
    ['x,y\n1,2\n', 'x'],
  ])('finds the column of addresses in %j', async (csv, column) => {
    const desk = await massSendDesk()
    expect((await desk.open(csv)).addressColumn).toBe(column)
  })

  it('refuses a column that is not there, half a workbook, and what is closed', async () => {
    const desk = await massSendDesk()
    await expect(desk.open('a,b\n1,2\n', { addressColumn: 'c' })).rejects.toMatchObject({
      code: 'unknown-field',
    })
    await expect(desk.open('PK\x03\x04 [Content_Types].xml')).rejects.toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining('save it again'),
    })
    const { id } = await desk.open('email\na@example.com\n')
    await desk.lists.call('close', { list: id })
    await expect(desk.lists.call('page', { list: id, query: ALL })).rejects.toMatchObject({
      code: 'unknown-item',
    })
    await expect(desk.lists.call('row', { list: 'nobody', number: 1 })).rejects.toMatchObject({
      code: 'unknown-item',
    })
  })

  it('answers every page, filter, search and order as a look at all rows would', async () => {
    const desk = await massSendDesk()
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'a@example.com',
        'B@example.com',
        'ΑΣ',
        'Ας',
        'x,y',
        'q"q',
        'line\nbreak',
        '10',
        '9',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !/[\0\uFFFD\r\uFEFF]/.test(text)),
    )
    const query = fc.record({
      states: fc.option(fc.subarray(['valid', 'problem', 'blank', 'duplicate'] as const)),
      search: fc.oneof(fc.constantFrom('', 'a', 'σ', '"', 'B\n', ',', '\\', 'n'), cell),
      sort: fc.option(fc.record({ column: fc.constantFrom('email', 'x'), descending: fc.boolean() })),
      offset: fc.nat(12),
      limit: fc.integer({ min: 1, max: 5 }),
    })
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(table, fc.array(query, { minLength: 1, maxLength: 4 }), async (cells, queries) => {
        const { id } = await desk.open(csvOf([['email', 'x'], ...cells]), {
          ...{ encoding: 'utf-8', delimiter: ',', addressColumn: 'email' },
        })
        const whole = await desk.lists.call('page', { list: id, query: ALL })
        expect(whole.rows.map((row) => row.cells)).toEqual(cells)
        for (const asked of queries) {
          expect(await desk.lists.call('page', { list: id, query: asked })).toEqual(naive(whole.rows, asked))
        }
        await desk.lists.call('close', { list: id })
      }),
      { numRuns: 60 },
    )
  })

  it('of 200,000 rows is searched and sorted in a few seconds, and can be cancelled while it is read', async () => {
    const desk = await massSendDesk()
    const lines = Array.from({ length: 200_000 }, (_, n) => `Person ${n},p${n}@example.com\n`)
    const csv = `name,email\n${lines.join('')}`
    const info = await desk.open(csv)
    expect(info).toMatchObject({ rows: 200_000, valid: 200_000 })
    const started = performance.now()
    const query: ListQuery = { ...ALL, search: '99@', sort: { column: 'email', descending: true }, limit: 2 }
    const page = await desk.lists.call('page', { list: info.id, query })
    expect(page.total).toBe(2_000)
    expect(page.rows[0]?.cells[1]).toBe('p99@example.com')
    expect(performance.now() - started).toBeLessThan(10_000)

    const { token } = await desk.files.add('list.csv', 'text/csv', Buffer.from(csv))
    const controller = new AbortController()
    const steps: number[] = []
    const source = { id: 'c', path: desk.files.path(token), name: 'list.csv' }
    const opening = desk.lists.call(
      'open',
      { ...source, options: DETECTED },
      {
        signal: controller.signal,
        progress: ({ done }) => {
          steps.push(done)
          controller.abort()
        },
      },
    )
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps[0]).toBeLessThan(csv.length)
  })
})

function naive(rows: readonly ListRow[], { states, search, sort, offset, limit }: ListQuery) {
  const needle = fold(search)
  const matching = rows.filter(
    ({ state, cells }) =>
      (states === null || states.includes(state)) &&
      (search === '' || cells.some((text) => fold(text).includes(needle))),
  )
  const index = sort?.column === 'x' ? 1 : 0
  const keys = rows.map(({ cells }) => cells[index] ?? '')
  const isNumeric = keys.every((key) => /^\s*(?:[+-]?\d{1,15}(?:\.\d{1,15})?)?\s*$/.test(key))
  const key = ({ cells }: ListRow): string | number => {
    const text = cells[index] ?? ''
    if (!isNumeric) return fold(text)
    return text.trim() === '' ? Number.NEGATIVE_INFINITY : Number(text)
  }
  const order = (a: ListRow, b: ListRow): number => {
    const [left, right] = [key(a), key(b)]
    const sign = sort?.descending ? -1 : 1
    return (left < right ? -sign : left > right ? sign : 0) || a.number - b.number
  }
  const sorted = sort === null ? matching : matching.toSorted(order)
  return { total: sorted.length, rows: sorted.slice(offset, offset + limit) }
}
