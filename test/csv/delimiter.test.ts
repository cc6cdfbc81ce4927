import { describe, expect, it } from 'vitest'
import { parseDelimiter } from '../../src/main/csv/delimiter.ts'
import { failureOf, outline, readCsv } from '../helpers/csv.ts'

async function delimiterOf(content: string): Promise<string> {
  return (await readCsv(content)).table.delimiter
}

describe('the delimiter', () => {
  it.each([',', ';', '\t', '|'])('%j is found', async (delimiter) => {
    const row = (...cells: string[]) => `${cells.join(delimiter)}\n`
    expect(await delimiterOf(row('email', 'name', 'city') + row('a@example.com', 'Ada', 'London'))).toBe(
      delimiter,
    )
  })

  it('is the one that is regular over the rows, not the one that is frequent', async () => {
    const rows = ['a@example.com;Ada, Countess;1,5', 'b@example.com;Bob;2', 'c@example.com;Cy, Jr., Sir;3,25']
    expect(await delimiterOf(`email;name;amount\n${rows.join('\n')}\n`)).toBe(';')
  })

  it('is not found inside quotes', async () => {
    expect(await delimiterOf('"a;b;c","d"\n"1;2;3","4"\n"1;2;3","5;6"\n')).toBe(',')
  })

  it('is a comma in a file of one column, whatever the addresses hold', async () => {
    expect(await delimiterOf('email\nada@example.com\nbob@example.com\n')).toBe(',')
    expect(await delimiterOf('name\nSmith; John\nAda\nBob\nCy | Jr.\n')).toBe(',')
  })

  it('is the one of the header when most rows lack cells', async () => {
    expect(
      await delimiterOf('email;name\na@example.com\nb@example.com\nc@example.com\nd@example.com;D\n'),
    ).toBe(';')
  })

  it('is found behind a title line', async () => {
    expect(await delimiterOf('Customers\nemail;name\na@example.com;A, B\nb@example.com;C\n')).toBe(';')
  })

  it('is found in spite of a ragged row and blank lines', async () => {
    expect(await delimiterOf('\nemail\tname\n\na@example.com\tA\nb@example.com\nc@example.com\tC, D\n')).toBe(
      '\t',
    )
  })

  it('is told by a first line sep=, which is no header and keeps the line numbers', async () => {
    expect(await outline('sep=;\r\na,x;b\r\n1;2\r\n')).toEqual(['1@3 ["1","2"]'])
    expect((await readCsv('\uFEFFSEP=|\na,x|b;y\n')).table).toMatchObject({
      delimiter: '|',
      columns: ['a,x', 'b;y'],
    })
  })

  it('is what the user says, also against a sep= line', async () => {
    expect((await readCsv('a,b;c\n', { delimiter: 'tab' })).table.columns).toEqual(['a,b;c'])
    expect((await readCsv('sep=;\na,b;c\n', { delimiter: ',' })).table.columns).toEqual(['a', 'b;c'])
  })

  it('is taken by character or by name, and nothing else is', async () => {
    expect(['\t', 'tab', 'TAB', '\\t', 'semicolon', '|'].map(parseDelimiter)).toEqual([
      '\t',
      '\t',
      '\t',
      '\t',
      ';',
      '|',
    ])
    for (const bad of ['@', '', ' ', ',,', 'x', '"']) {
      const error = await failureOf(readCsv('a,b\n', { delimiter: bad }))
      expect(error).toMatchObject({ code: 'unknown-delimiter', kind: 'input' })
    }
  })
})
