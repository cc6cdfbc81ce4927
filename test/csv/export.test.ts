import { describe, expect, it } from 'vitest'
import { csvLine, unguardCell } from '../../src/main/csv/export.ts'
import { cellsOf } from '../helpers/csv.ts'

describe('a line for a spreadsheet', () => {
  it('quotes where RFC 4180 needs it and ends in CRLF', () => {
    expect(csvLine(['a', 'b c', '', '007', "it's"])).toBe("a,b c,,007,it's\r\n")
    expect(csvLine(['a,b', 'say "hi"', 'x\ny', 'p\rq', ' pad '])).toBe(
      '"a,b","say ""hi""","x\ny","p\rq"," pad "\r\n',
    )
    expect(csvLine([''])).toBe('""\r\n')
  })

  it.each([
    '=1+1',
    '+81 3',
    '-5',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    "'=1",
    "''+1",
  ])('guards %j with an apostrophe inside quotes, and that can be undone', (cell) => {
    expect(csvLine([cell])).toBe(`"'${cell}"\r\n`)
    expect(unguardCell(`'${cell}`)).toBe(cell)
  })

  it.each(["'quoted'", "O'Brien", 'a=b', '1-2', "''", ''])('leaves %j as it is, both ways', (cell) => {
    expect(csvLine([cell, 'x'])).toBe(`${cell},x\r\n`)
    expect(unguardCell(cell)).toBe(cell)
  })

  it('comes back as it was when our own report is read again', async () => {
    const rows = [
      ['=1+1', "'=1+1", "'plain", '-5,0', 'say "hi"\r\n', '\t', 'accepted'],
      ['', ' ', '０９０', '＋81', "''''@", '"', 'failed'],
    ]
    const header = ['=a', 'b', 'c', 'd', 'e', 'f', 'mailwright_state']
    expect(await cellsOf(`\uFEFF${[header, ...rows].map(csvLine).join('')}`)).toEqual(rows)
  })
})
