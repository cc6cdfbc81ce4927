import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { openCsv } from '../../src/main/csv/table.ts'
import { listLines } from '../../src/main/suppression/list-file.ts'
import { type ListImport, SuppressionList } from '../../src/main/suppression/suppression-list.ts'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'

async function emptyList(): Promise<SuppressionList> {
  return new SuppressionList(openForTest(await tempJournalFile()).suppression)
}

async function importInto(
  list: SuppressionList,
  csv: string | Uint8Array,
  column?: string,
): Promise<ListImport> {
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv
  return list.import(await openCsv(() => [bytes], 'list.csv'), 5, column)
}

const told = (list: SuppressionList) => [...list.entries()].map(({ entry, reason }) => [entry, reason])

describe('the list', () => {
  test('stops an address in any case and gives the reason and the time', async () => {
    const list = await emptyList()
    expect(list.isEmpty()).toBe(true)
    expect(await list.add(['Ann@Example.com'], 'asked by phone', 7)).toBe(1)
    expect(list.isEmpty()).toBe(false)
    expect(list.find('aNN@example.com')).toEqual({
      entry: 'ann@example.com',
      reason: 'asked by phone',
      addedAt: 7,
    })
    expect(list.find('bob@example.com')).toBeNull()
  })

  test('tells the address before its domain', async () => {
    const list = await emptyList()
    await list.add(['@example.com'], 'a competitor', 1)
    expect(list.find('ann@example.com')?.reason).toBe('a competitor')
    await list.add(['ann@example.com'], 'unsubscribed', 1)
    expect(list.find('ann@example.com')?.reason).toBe('unsubscribed')
  })

  test('keeps the date and the reason of a known entry, unless a new reason is given', async () => {
    const list = await emptyList()
    await list.add(['ann@example.com'], 'first', 1)
    expect(await list.add(['ann@example.com'], null, 2)).toBe(0)
    expect(list.find('ann@example.com')).toMatchObject({ reason: 'first', addedAt: 1 })
    expect(await list.add(['ann@example.com'], 'second', 3)).toBe(0)
    expect(list.find('ann@example.com')).toMatchObject({ reason: 'second', addedAt: 1 })
  })

  test('adds nothing when one of the addresses is wrong', async () => {
    const list = await emptyList()
    expect(() => list.add(['ann@example.com', 'nobody'], null, 1)).toThrow(/"nobody"/)
    expect(list.isEmpty()).toBe(true)
  })

  test('forgets an entry in whatever case, and says how many it knew', async () => {
    const list = await emptyList()
    await list.add(['ann@example.com', '@example.org'], null, 1)
    expect(await list.remove(['ANN@example.com', 'bob@example.com'])).toBe(1)
    expect(told(list)).toEqual([['@example.org', null]])
  })
})

describe('an import', () => {
  test('finds the addresses among other columns and keeps the reason', async () => {
    const list = await emptyList()
    const csv = 'name,Email,Reason\nAnn,ANN@example.com,"bounced, twice"\nBob,bob@example.com,\n'
    expect(await importInto(list, csv)).toEqual({ added: 2, known: 0, blank: 0, refused: 0, problems: [] })
    expect(told(list)).toEqual([
      ['ann@example.com', 'bounced, twice'],
      ['bob@example.com', null],
    ])
  })

  test('needs no header where there is one column only', async () => {
    const list = await emptyList()
    expect(await importInto(list, 'ann@example.com\nbob@example.com\n')).toMatchObject({ added: 2 })
    expect(await importInto(await emptyList(), 'Adressen\nann@example.com\n')).toMatchObject({ added: 1 })
  })

  test('adds what it can read and names the lines it cannot', async () => {
    const list = await emptyList()
    const csv = 'email;reason\nann@example.com;x\nnobody;x\n;\nbob@example.com\ncy@example.com;x\n'
    const result = await importInto(list, csv)
    expect(result).toMatchObject({ added: 2, blank: 1, refused: 2 })
    expect(result.problems.map(({ line }) => line)).toEqual([3, 5])
    expect(told(list)).toEqual([
      ['ann@example.com', 'x'],
      ['cy@example.com', 'x'],
    ])
  })

  test('twice changes nothing', async () => {
    const list = await emptyList()
    await importInto(list, 'email\nann@example.com\nANN@example.com\n')
    expect(await importInto(list, 'email\nann@example.com\n')).toMatchObject({ added: 0, known: 1 })
    expect(told(list)).toEqual([['ann@example.com', null]])
  })

  test('detects the encoding', async () => {
    const list = await emptyList()
    const rows = Array.from(
      { length: 20 },
      (_, i) => `ann${i}@example.com,お客様より配信停止のご依頼がありました`,
    )
    const csv = iconv.encode(`メールアドレス,reason\n${rows.join('\n')}\n`, 'shift_jis')
    await importInto(list, csv, 'メールアドレス')
    expect(list.find('ann7@example.com')?.reason).toBe('お客様より配信停止のご依頼がありました')
  })

  test('asks for the column where none looks like one, and refuses one that is not there', async () => {
    const list = await emptyList()
    const csv = 'kunde,grund\nann@example.com,x\n'
    await expect(importInto(list, csv)).rejects.toMatchObject({ code: 'unknown-field' })
    await expect(importInto(list, csv, 'email')).rejects.toThrow(/"kunde", "grund"/)
    expect(await importInto(list, csv, 'Kunde')).toMatchObject({ added: 1 })
  })

  test('of more entries than one commit holds loses none', async () => {
    const list = await emptyList()
    const lines = Array.from({ length: 12_345 }, (_, i) => `user${i}@example.com`)
    expect(await importInto(list, `email\n${lines.join('\n')}\n`)).toMatchObject({ added: 12_345 })
    expect([...list.entries()].length).toBe(12_345)
    expect(list.find('user12344@example.com')).not.toBeNull()
  })
})

describe('an export', () => {
  const ENTRIES = [
    'ann@example.com',
    '@example.org',
    '+plus@example.com',
    "'quote@example.com",
    '"a b"@example.com',
  ]

  test('is a CSV that another reader understands, with nothing a spreadsheet would run', async () => {
    const list = await emptyList()
    await list.add(['ann@example.com'], '=cmd()', 0)
    await list.add(['@example.org'], null, 0)
    const text = [...listLines(list.entries())].join('')
    expect(parse(text, { bom: true, columns: true })).toEqual([
      { address: "'@example.org", reason: '', added: '1970-01-01T00:00:00.000Z' },
      { address: 'ann@example.com', reason: "'=cmd()", added: '1970-01-01T00:00:00.000Z' },
    ])
  })

  test('imports again as it was', async () => {
    const list = await emptyList()
    await list.add(ENTRIES, '=1+1, "said" Ann', 1)
    const copy = await emptyList()
    expect(await importInto(copy, [...listLines(list.entries())].join(''))).toMatchObject({ refused: 0 })
    expect(told(copy)).toEqual(told(list))
    expect(told(copy)).toHaveLength(ENTRIES.length)
  })
})
