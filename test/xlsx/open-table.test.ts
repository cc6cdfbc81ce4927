import { describe, expect, it } from 'vitest'
import { columnLetters, parseReference } from '../../src/main/xlsx/cell-reference.ts'
import { failureOf } from '../helpers/csv.ts'
import { readTable, type SheetSpec, workbook, workbookOf } from '../helpers/workbook.ts'

const LIST: SheetSpec['rows'] = [
  ['name', 'email'],
  ['Ann', 'ann@example.com'],
]

describe('A sheet', () => {
  it('becomes rows with the numbers they have in it, without those that show nothing', async () => {
    const { table, rows, problems } = await readTable(
      workbookOf([
        null,
        [{ xml: ' s="0">' }],
        ['name', null, 'email'],
        ['Ann', null, 'ann@example.com'],
        null,
        [{ value: 5, format: ';;;' }],
        [null, null, 'bob@example.com'],
        ['Cas'],
        [' '],
      ]),
    )
    expect(table.columns).toEqual(['name', 'email'])
    expect(rows).toEqual([
      [4, ['Ann', 'ann@example.com']],
      [7, ['', 'bob@example.com']],
      [8, ['Cas', '']],
      [9, [' ', '']],
    ])
    expect(table.rows).toBe(4)
    expect(problems).toEqual([])
  })

  it('has the columns that show something anywhere; one without a name is called by its letters', async () => {
    const wide = Array.from({ length: 16_384 }, (_, column) => (column === 16_383 ? 'far out' : null))
    const { table, rows } = await readTable(
      workbookOf([[null, ' name ', 'email'], [null, 'Ann', 'a@example.com', null, 'note'], wide]),
    )
    expect(table.columns).toEqual(['name', 'email', 'column E', 'column XFD'])
    expect(rows).toEqual([
      [2, ['Ann', 'a@example.com', 'note', '']],
      [3, ['', '', '', 'far out']],
    ])
  })

  it('may have all the columns a sheet can have', async () => {
    const header = Array.from({ length: 16_384 }, (_, column) => columnLetters(column))
    const { table, rows } = await readTable(workbookOf([header, ['x', null, 'y']]))
    expect(table.columns).toHaveLength(16_384)
    expect(table.columns.at(-1)).toBe('XFD')
    expect(rows[0]?.[1].filter((cell) => cell !== '')).toEqual(['x', 'y'])
  })

  it('keeps hidden rows and columns, and has the text of merged cells in their first one', async () => {
    const sheet = `<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData>
      <row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>
      <row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>
      <row r="3"><c r="A3"><v>3</v></c><c r="B3"/></row>
    </sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells></worksheet>`
    const { rows } = await readTable(workbookOf([], { parts: { 'xl/worksheets/sheet1.xml': sheet } }))
    expect(rows).toEqual([
      [2, ['1', '2']],
      [3, ['3', '']],
    ])
  })

  it('is read with prefixes, without references, in UTF-16 and in capital part names as well', async () => {
    const sheet = `\uFEFF<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="urn:x"><x:sheetData>
      <x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row>
    </x:sheetData></x:worksheet>`
    const parts = {
      'xl/worksheets/sheet1.xml': null,
      'XL/Worksheets/SHEET1.xml': Buffer.from(sheet, 'utf16le'),
      'xl/styles.xml': null,
      'xl/sharedStrings.xml': null,
    }
    const { table, rows } = await readTable(workbookOf([], { parts }))
    expect(table.columns).toEqual(['a'])
    expect(rows).toEqual([[2, ['1']]])
  })

  it('gives the same rows at each reading', async () => {
    const { table, rows } = await readTable(workbookOf(LIST))
    const again = []
    for await (const entries of table.entries) again.push(...entries.map(({ row }) => [row.line, row.cells]))
    expect(again).toEqual(rows)
  })

  it('of our own report gives back the cells that were guarded for spreadsheet programs', async () => {
    const { rows } = await readTable(
      workbookOf([
        ['mailwright_state', 'note'],
        ['failed', "'=1+1"],
      ]),
    )
    expect(rows).toEqual([[2, ['failed', '=1+1']]])
    expect((await readTable(workbookOf([['note'], ["'=1+1"]]))).rows).toEqual([[2, ["'=1+1"]]])
  })

  it('with two columns of the same name is refused, or has them numbered where that was chosen', async () => {
    const octets = workbookOf([
      ['email', 'email'],
      ['a@example.com', 'b@example.com'],
    ])
    expect(await failureOf(readTable(octets))).toMatchObject({ code: 'duplicate-column', place: { line: 1 } })
    const { table } = await readTable(octets, { duplicateColumns: 'number' })
    expect(table.columns).toEqual(['email', 'email (2)'])
  })
})

describe('Of several sheets', () => {
  const SHEETS: readonly SheetSpec[] = [
    { name: 'Empty', rows: [] },
    { name: 'Hidden', state: 'hidden', rows: [['hidden'], ['1']] },
    { name: 'Only styles', rows: [[{ xml: ' s="0">' }]] },
    { name: '顧客', rows: LIST },
    { name: 'More & more', rows: [['more'], ['2']] },
  ]

  it('the first visible one that shows something is read, and all that do are named', async () => {
    const { table, rows } = await readTable(workbook({ sheets: SHEETS }))
    const sheets = ['Hidden', '顧客', 'More & more']
    expect(table.format).toEqual({ kind: 'workbook', sheet: '顧客', sheets, locale: 'en-US' })
    expect(rows).toEqual([[2, ['Ann', 'ann@example.com']]])
  })

  it('the wanted one is read, hidden or not, whatever its case', async () => {
    const octets = workbook({ sheets: SHEETS })
    expect((await readTable(octets, { sheet: 'more & MORE' })).table.columns).toEqual(['more'])
    expect((await readTable(octets, { sheet: 'Hidden' })).table.columns).toEqual(['hidden'])
  })

  it('one that is not there or shows nothing is refused with those that can be chosen', async () => {
    for (const sheet of ['Empty', 'nobody']) {
      const error = await failureOf(readTable(workbook({ sheets: SHEETS }), { sheet }))
      expect(error).toMatchObject({ code: 'unknown-sheet', place: { sheet, field: 'sheet' } })
      expect(error.message).toContain('“Hidden”, “顧客”, “More & more”')
    }
  })

  it('a hidden one is better than none', async () => {
    const { table } = await readTable(workbook({ sheets: SHEETS.slice(0, 3) }))
    expect(table.columns).toEqual(['hidden'])
    expect(await failureOf(readTable(workbook({ sheets: SHEETS.slice(0, 1) })))).toMatchObject({
      code: 'empty-file',
    })
  })
})

describe('Options', () => {
  it('of the other kind of file are refused', async () => {
    expect(await failureOf(readTable(workbookOf(LIST), { encoding: 'utf-8' }))).toMatchObject({
      code: 'bad-option',
      place: { field: 'encoding' },
    })
    expect(await failureOf(readTable(Buffer.from('email\n'), { sheet: 'x' }))).toMatchObject({
      code: 'bad-option',
      place: { field: 'sheet' },
    })
    expect(await failureOf(readTable(workbookOf(LIST), { locale: 'tlh' }))).toMatchObject({
      code: 'bad-option',
      place: { field: 'locale' },
    })
  })
})

it('Cells are known by letters from A1 to XFD1048576 and by nothing else', () => {
  for (const [text, column, row] of [
    ['A1', 0, 1],
    ['Z9', 25, 9],
    ['AA10', 26, 10],
    ['AZ1', 51, 1],
    ['XFD1048576', 16_383, 1_048_576],
  ] as const) {
    expect(parseReference(text)).toEqual({ column, row })
    expect(`${columnLetters(column)}${row}`).toBe(text)
  }
  for (const text of [
    '',
    'A',
    '1',
    'A0',
    'A01',
    'a1',
    'XFE1',
    'A1048577',
    'A1B',
    '$A$1',
    'A-1',
    'AAAAAAAAAAAA1',
  ])
    expect(parseReference(text)).toBeNull()
})
