import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { listInbox, readCaught } from '../../src/main/sandbox/inbox.ts'
import type { ListQuery } from '../../src/shared/list-types.ts'
import { massSend, massSendDesk, unwatched } from '../helpers/mass-send.ts'
import { workbook } from '../helpers/workbook.ts'

const ALL: ListQuery = { states: null, search: '', sort: null, offset: 0, limit: 100 }

const CUSTOMERS = workbook({
  sheets: [
    { name: 'Notes', rows: [] },
    {
      name: 'Customers',
      rows: [
        ['Name', 'Email', 'No.', 'Since', 'Total', 'Paid'],
        [
          'Ann',
          'ann@example.com',
          { value: 42, format: '00000' },
          { value: 45_000, format: 14 },
          { value: 34.3, format: '"$"#,##0.00' },
          { value: 0.5, format: '0%' },
        ],
        null,
        [
          '山田',
          'yamada@example.jp',
          { value: 7, format: '00000' },
          { value: 45_001, format: 14 },
          1_000,
          true,
        ],
        ['Again', 'ann@example.com'],
        ['Nobody'],
        ['Sum', 'sum@example.com', null, null, { xml: '><f>SUM(E2:E4)</f><v></v>' }],
      ],
    },
    { name: 'Old', rows: [['Email'], ['old@example.com']] },
  ],
})

describe('A workbook', () => {
  it('is a list with the rows and the texts it shows, and a sheet and habits to choose', async () => {
    const desk = await massSendDesk()
    const info = await desk.open(CUSTOMERS, {}, 'customers.xlsx')
    expect(info).toMatchObject({
      name: 'customers.xlsx',
      format: { kind: 'workbook', sheet: 'Customers', sheets: ['Customers', 'Old'], locale: 'en-US' },
      columns: ['Name', 'Email', 'No.', 'Since', 'Total', 'Paid'],
      addressColumn: 'Email',
      ...{ rows: 5, valid: 2, duplicates: 1, blank: 1, problems: 1, suppressed: 0 },
    })
    expect(info.problemList).toMatchObject([{ line: 7, code: 'not-calculated' }])
    const { rows } = await desk.lists.call('page', { list: info.id, query: ALL })
    expect(rows.map(({ line, cells }) => [line, cells.slice(1)])).toEqual([
      [2, ['ann@example.com', '00042', '3/15/2023', '$34.30', '50%']],
      [4, ['yamada@example.jp', '00007', '3/16/2023', '1000', 'TRUE']],
      [5, ['ann@example.com', '', '', '', '']],
      [6, ['', '', '', '', '']],
      [7, ['sum@example.com', '', '', '', '']],
    ])

    const german = await desk.open(CUSTOMERS, { locale: 'de' })
    const page = await desk.lists.call('page', { list: german.id, query: ALL })
    expect(page.rows[0]?.cells.slice(2)).toEqual(['00042', '15.03.2023', '$34,30', '50%'])

    const old = await desk.open(CUSTOMERS, { sheet: 'Old' })
    expect(old).toMatchObject({ columns: ['Email'], rows: 1, format: { sheet: 'Old' } })
  })

  it('becomes a batch whose messages say what the cells show', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CUSTOMERS, {}, 'customers.xlsx')
    const mass = massSend({
      subject: 'No. {{ row["No."] }}',
      body: { kind: 'plain', source: '{{ Name }}: {{ Total }} since {{ Since }}' },
    })
    const report = await desk.sender.check(mass, id, unwatched())
    expect(report).toMatchObject({ rows: 5, queued: 2 })
    const { batchId } = await desk.sender.start(mass, id, unwatched())
    await desk.ended(batchId)
    expect(desk.core.journal().totals(batchId)).toMatchObject({ rows: 5, accepted: 2 })
    const bodies: string[] = []
    for (const name of listInbox(desk.sandboxFolder)) {
      const mail = await PostalMime.parse(await readCaught(desk.sandboxFolder, name))
      bodies.push(`${mail.subject} | ${mail.text?.trim()}`)
    }
    expect(bodies.toSorted()).toEqual([
      'No. 00007 | 山田: 1000 since 3/16/2023',
      'No. 00042 | Ann: $34.30 since 3/15/2023',
    ])
  })

  it('of 100,000 rows tells its progress in rows and can be cancelled', async () => {
    const desk = await massSendDesk()
    const rows = Array.from({ length: 100_000 }, (_, n) => [`Person ${n}`, `p${n}@example.com`, n])
    const large = workbook({ sheets: [{ rows: [['name', 'email', 'n'], ...rows] }] })
    const { token } = await desk.files.add('large.xlsx', 'x/y', large)
    const source = { id: 'large', path: desk.files.path(token), name: 'large.xlsx' }
    const options = { encoding: null, delimiter: null, sheet: null, locale: null, addressColumn: null }
    const controller = new AbortController()
    const steps: number[] = []
    const opening = desk.lists.call(
      'open',
      { ...source, options },
      {
        signal: controller.signal,
        progress: ({ done, total }) => {
          expect(total).toBe(100_000)
          steps.push(done)
          if (done > 0) controller.abort()
        },
      },
    )
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps.at(-1)).toBeLessThan(100_000)
    const info = await desk.lists.call('open', { ...source, options }, unwatched())
    expect(info).toMatchObject({ rows: 100_000, valid: 100_000 })
  })
})
