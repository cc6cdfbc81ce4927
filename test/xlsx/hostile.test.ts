import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../src/main/xlsx/open-table.ts'
import { failureOf } from '../helpers/csv.ts'
import { readTable, tableFile, workbook, workbookOf, workbookParts } from '../helpers/workbook.ts'

const ROWS = [
  ['name', 'email'],
  ['Ann', 'ann@example.com'],
]

const sheetOf = (rows: string, before = ''): Uint8Array =>
  workbookOf(ROWS, {
    parts: { 'xl/worksheets/sheet1.xml': `${before}<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  })

/** A container of old Office programs that holds nothing but the name of one stream. */
function oleWith(stream: string): Uint8Array {
  const octets = Buffer.alloc(3 * 512)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(octets)
  octets.write(stream, 1024 + 128, 'utf16le')
  return octets
}

/** Changes octets of the zip record whose signature it is, at each place it is found. */
function patched(octets: Uint8Array, signature: string, change: (record: Buffer) => void): Uint8Array {
  const copy = Buffer.from(octets)
  const wanted = Buffer.from(signature, 'latin1')
  for (let at = copy.indexOf(wanted); at >= 0; at = copy.indexOf(wanted, at + 1)) change(copy.subarray(at))
  return copy
}

describe('A file that is no sound workbook is refused with what it is:', () => {
  it.each([
    ['protected with a password', oleWith('EncryptedPackage'), 'protected-workbook', /remove the password/],
    ['of an older Excel', oleWith('Workbook'), 'binary-file', /older Office file \(\.xls\): save it as xlsx/],
    ['binary', zipSync({ 'xl/workbook.bin': new Uint8Array(3) }), 'binary-file', /\.xlsb.*save it as \.xlsx/],
    [
      'a text document',
      zipSync({ '[Content_Types].xml': new Uint8Array(), 'word/document.xml': new Uint8Array() }),
      'binary-file',
      /Office document/,
    ],
    [
      'of OpenDocument',
      zipSync({ mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }] }),
      'binary-file',
      /OpenDocument.*xlsx/,
    ],
    ['another archive', zipSync({ 'notes.txt': Buffer.from('x') }), 'binary-file', /zip archive/],
    ['nothing at all', new Uint8Array(), 'empty-file', /is empty/],
  ])('%s', async (_, octets, code, message) => {
    const error = await failureOf(readTable(octets))
    expect(error).toMatchObject({ code, place: { file: 'list.xlsx' } })
    expect(error.message).toMatch(message)
  })

  it('cut off, wherever that happened', async () => {
    const whole = workbook({ sheets: [{ rows: ROWS }] })
    for (let length = 100; length < whole.length; length += 97) {
      const error = await failureOf(readTable(whole.subarray(0, length)))
      expect(error.code).toBe('invalid-workbook')
      expect(error.message).toContain('list.xlsx is damaged')
    }
  })

  it.each(['xl/workbook.xml', 'xl/worksheets/sheet1.xml'])('without its part %s', async (part) => {
    expect(await failureOf(readTable(workbookOf(ROWS, { parts: { [part]: null } })))).toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining(`part ${part} is missing`),
    })
  })

  it('changed by a single bit, wherever that was', async () => {
    const whole = zipSync(workbookParts({ sheets: [{ rows: ROWS }] }), { level: 0 })
    const place = Buffer.from(whole).indexOf('ann@example.com')
    const changed = Buffer.from(whole)
    changed[place] = 'b'.charCodeAt(0)
    expect(await failureOf(readTable(changed))).toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining('xl/sharedStrings.xml has a wrong checksum'),
    })
  })

  it('with parts that are encrypted one by one', async () => {
    const octets = patched(workbookOf(ROWS), 'PK\x01\x02', (record) => {
      record.writeUInt16LE(record.readUInt16LE(8) | 1, 8)
    })
    expect(await failureOf(readTable(octets))).toMatchObject({ code: 'protected-workbook' })
  })
})

describe('A workbook made to harm', () => {
  it('is refused before it is unpacked where it would become too large', async () => {
    const parts = { 'xl/styles.xml': Buffer.alloc(33 * 1024 ** 2, ' ') }
    const octets = workbookOf(ROWS, { parts })
    expect(octets.length).toBeLessThan(200_000)
    const error = await failureOf(readTable(octets))
    expect(error).toMatchObject({ code: 'too-large' })
    expect(error.message).toContain('xl/styles.xml')
  })

  it('cannot announce less than it unpacks to', async () => {
    const parts = { 'xl/styles.xml': Buffer.alloc(33 * 1024 ** 2, ' ') }
    const octets = patched(workbookOf(ROWS, { parts }), 'PK\x01\x02', (record) => {
      if (record.readUInt32LE(24) === 33 * 1024 ** 2) record.writeUInt32LE(1_000, 24)
    })
    expect(await failureOf(readTable(octets))).toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining('cannot be unpacked'),
    })
  })

  it.each([
    ['a document type', sheetOf('', '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'), 'document type'],
    [
      'an entity of its own',
      sheetOf('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'),
      'undefined entity',
    ],
    ['a tag that never closes', sheetOf('<row r="1">'), 'sheet1.xml cannot be read'],
    ['two attributes of one name', sheetOf('<row r="1" r="2"></row>'), 'sheet1.xml cannot be read'],
    [
      'octets that are no UTF-8',
      workbookOf(ROWS, { parts: { 'xl/sharedStrings.xml': Buffer.from('<sst>\xff</sst>', 'latin1') } }),
      'sharedStrings.xml cannot be read',
    ],
    ['elements without end inside each other', sheetOf('<a>'.repeat(300)), 'too deep'],
    ['a text without end', sheetOf(' '.repeat(6 * 1024 ** 2)), 'a text without end'],
    ['a name without end', sheetOf(`<a b="${'x'.repeat(6 * 1024 ** 2)}"/>`), 'a text without end'],
  ])('by %s is refused', async (_, octets, what) => {
    const error = await failureOf(readTable(octets))
    expect(error).toMatchObject({ code: 'invalid-workbook', place: { file: 'list.xlsx' } })
    expect(error.message).toContain(what)
  })

  it.each([
    ['B2', '<row r="2"><c r="B2" t="s"><v>99</v></c></row>', 'names text “99”'],
    ['B2', '<row r="2"><c r="B2" t="s"><v>-1</v></c></row>', 'names text “-1”'],
    ['B2', '<row r="2"><c r="B2" t="s"><v>1e0</v></c></row>', 'names text “1e0”'],
    ['C9', '<row r="9"><c r="C9"><v>0x10</v></c></row>', 'holds no number: “0x10”'],
    ['C9', '<row r="9"><c r="C9"><v>Infinity</v></c></row>', 'holds no number'],
    ['C9', '<row r="9"><c r="C9" t="b"><v>yes</v></c></row>', 'neither true nor false'],
    ['C9', '<row r="9"><c r="C9" t="d"><v>2026-02-30</v></c></row>', 'holds no date'],
    ['C9', '<row r="9"><c r="C9" t="zz"><v>1</v></c></row>', 'unknown kind'],
    ['C9', '<row r="9"><c r="C9" s="99"><v>1</v></c></row>', 'a style that the workbook does not have'],
    ['C9', '<row r="9"><c r="C9" s="x"><v>1</v></c></row>', 'a style that the workbook does not have'],
    ['XFE9', '<row r="9"><c r="XFE9"><v>1</v></c></row>', 'cannot be in row 9'],
    ['C8', '<row r="9"><c r="C8"><v>1</v></c></row>', 'cannot be in row 9'],
    ['B9', '<row r="9"><c r="C9"><v>1</v></c><c r="B9"><v>1</v></c></row>', 'comes after C9'],
    ['C9', '<row r="9"><c r="C9"><v>1</v></c><c r="C9"><v>1</v></c></row>', 'comes after C9'],
  ])('by its cell %s is refused with sheet and cell: %s', async (cell, rows, what) => {
    const error = await failureOf(readTable(sheetOf(rows)))
    expect(error).toMatchObject({
      code: 'invalid-workbook',
      place: { file: 'list.xlsx', sheet: 'Sheet1', cell },
    })
    expect(error.message).toContain(`cell ${cell} of sheet “Sheet1”`)
    expect(error.message).toContain(what)
  })

  it.each([
    '<row r="1"/><row r="1"/>',
    '<row r="5"/><row r="4"/>',
    '<row r="0"/>',
    '<row r="1048577"/>',
    '<row r="x"/>',
  ])('by rows that are none is refused: %s', async (rows) => {
    expect(await failureOf(readTable(sheetOf(rows)))).toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining('of sheet “Sheet1”'),
    })
  })

  it('by so many columns that every row would be a burden is refused', async () => {
    const header = Array.from({ length: 16_384 }, () => '<c t="inlineStr"><is><t>x</t></is></c>').join('')
    const rows = '<row><c><v>1</v></c></row>'.repeat(6_200)
    expect(await failureOf(readTable(sheetOf(`<row>${header}</row>${rows}`)))).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('16384 columns'),
    })
  })

  it('by names that lead out of the archive leads nowhere', async () => {
    const relationships = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>`
    const octets = workbookOf(ROWS, { parts: { 'xl/_rels/workbook.xml.rels': relationships } })
    expect(await failureOf(readTable(octets))).toMatchObject({
      code: 'invalid-workbook',
      message: expect.stringContaining('part etc/passwd is missing'),
    })
  })

  it('cannot make members of objects of its names', async () => {
    const { table, rows } = await readTable(
      workbookOf([
        ['__proto__', 'constructor'],
        ['1', '2'],
      ]),
    )
    expect(table.columns).toEqual(['__proto__', 'constructor'])
    expect(rows).toEqual([[2, ['1', '2']]])
  })

  it.each(['constructor', '__proto__', 'toString', '0'.repeat(100_000), '0;'.repeat(400), 'b2d'])(
    'by a number format that is none has problems in the rows that use it: %.20s',
    async (format) => {
      const { rows, problems } = await readTable(workbookOf([['v'], [{ value: 60, format }], ['sound']]))
      expect(rows).toHaveLength(2)
      expect(problems.map(([line, code]) => [line, code])).toEqual([[2, 'unknown-format']])
    },
  )

  it('holds characters that no cell may hold as problems of their rows', async () => {
    const { problems } = await readTable(
      workbookOf([['v'], ['a\0b'], [{ xml: ' t="str"><v>_xD83D_</v>' }], ['_x0041_']]),
    )
    expect(problems.map(([line, code]) => [line, code])).toEqual([
      [2, 'nul'],
      [3, 'replacement-character'],
    ])
  })
})

it('A workbook that changes between its columns and its rows is refused, and not read half and half', async () => {
  const before = workbookOf(ROWS)
  const after = workbookOf([ROWS[0] ?? [], ['Bob', 'bob@example.com']])
  let current = before
  const file = {
    bytes: tableFile(before).bytes,
    access: () => tableFile(current).access(),
  }
  const table = await openTable(file, 'list.xlsx')
  current = after
  const reading = (async () => {
    for await (const _ of table.entries) throw new Error('read')
  })()
  expect(await failureOf(reading)).toMatchObject({
    code: 'invalid-workbook',
    message: expect.stringContaining('was changed while it was read'),
  })
})
