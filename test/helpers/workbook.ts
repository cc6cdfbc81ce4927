/** Small workbooks, written as Excel would or as nobody should. */
import { strToU8, type Zippable, zipSync } from 'fflate'
import { columnLetters } from '../../src/main/xlsx/cell-reference.ts'
import { openTable, type Table, type TableFile, type TableOptions } from '../../src/main/xlsx/open-table.ts'
import { byteSource } from './csv.ts'

/** A text is a shared string; `xml` is everything in a `c` but its reference. */
export type Cell =
  | null
  | string
  | number
  | boolean
  | { readonly value: number | string | boolean; readonly format: string | number }
  | { readonly xml: string }

export interface SheetSpec {
  readonly name?: string
  readonly state?: 'visible' | 'hidden' | 'veryHidden'
  /** From row 1 on; null for a row the file does not mention. */
  readonly rows: readonly (readonly Cell[] | null)[]
}

export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[]
  readonly date1904?: boolean
  /** Parts by name, instead of what would be written or besides; null leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** As Excel writes what XML cannot hold, and what looks like that. */
export function escapeText(text: string): string {
  const escaped = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
  return escapeXml(escaped)
}

/** Builds the parts; texts and styles are numbered as they come. */
class Writer {
  readonly #strings = new Map<string, number>()
  readonly #formats: (string | number)[] = [0]

  sheet({ rows }: SheetSpec): string {
    const lines = rows.map((cells, index) => (cells ? this.#row(index + 1, cells) : ''))
    return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`
  }

  strings(): string {
    const items = [...this.#strings.keys()].map(
      (text) => `<si><t xml:space="preserve">${escapeText(text)}</t></si>`,
    )
    return `${HEAD}<sst xmlns="${MAIN}">${items.join('')}</sst>`
  }

  styles(): string {
    const custom = this.#formats.map((format, index) =>
      typeof format === 'string'
        ? `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>`
        : '',
    )
    const styles = this.#formats.map(
      (format, index) => `<xf numFmtId="${typeof format === 'string' ? 164 + index : format}"/>`,
    )
    return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="&quot;wrong&quot;"/></dxf></dxfs></styleSheet>`
  }

  #row(number: number, cells: readonly Cell[]): string {
    const written = cells.map((cell, column) => this.#cell(cell, `${columnLetters(column)}${number}`))
    return `<row r="${number}">${written.join('')}</row>`
  }

  #cell(cell: Cell, reference: string): string {
    if (cell === null) return ''
    if (typeof cell !== 'object') return this.#value(cell, reference, 0)
    if ('xml' in cell) return `<c r="${reference}"${cell.xml}</c>`
    if (!this.#formats.includes(cell.format)) this.#formats.push(cell.format)
    return this.#value(cell.value, reference, this.#formats.indexOf(cell.format))
  }

  #value(value: string | number | boolean, reference: string, style: number): string {
    const start = `<c r="${reference}" s="${style}"`
    if (typeof value === 'number') return `${start}><v>${value}</v></c>`
    if (typeof value === 'boolean') return `${start} t="b"><v>${value ? 1 : 0}</v></c>`
    const index = this.#strings.get(value) ?? this.#strings.size
    this.#strings.set(value, index)
    return `${start} t="s"><v>${index}</v></c>`
  }
}

export function workbookParts({ sheets, date1904 = false, parts = {} }: WorkbookSpec): Zippable {
  const writer = new Writer()
  const bodies = sheets.map((sheet) => writer.sheet(sheet))
  const list = sheets.map(
    ({ name = 'Sheet1', state = 'visible' }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  )
  const related = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const all: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${related.join('')}<Relationship Id="rIdS" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rIdT" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ...Object.fromEntries(bodies.map((body, index) => [`xl/worksheets/sheet${index + 1}.xml`, body])),
    'xl/sharedStrings.xml': writer.strings(),
    'xl/styles.xml': writer.styles(),
    ...parts,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, content]) =>
      content === null ? [] : [[name, typeof content === 'string' ? strToU8(content) : content]],
    ),
  )
}

export function workbook(spec: WorkbookSpec): Uint8Array {
  return zipSync(workbookParts(spec), { level: 6 })
}

/** One sheet of the given rows. */
export function workbookOf(rows: SheetSpec['rows'], spec: Omit<WorkbookSpec, 'sheets'> = {}): Uint8Array {
  return workbook({ ...spec, sheets: [{ rows }] })
}

export function tableFile(octets: Uint8Array): TableFile {
  return {
    bytes: byteSource(octets),
    access: async () => ({
      size: octets.length,
      read: async (position, length) => octets.subarray(position, position + length),
      close: async () => undefined,
    }),
  }
}

export interface ReadTable {
  readonly table: Table
  /** Number of the row in the sheet, and its cells. */
  readonly rows: readonly (readonly [number, readonly string[]])[]
  /** Messages by number of the row. */
  readonly problems: readonly (readonly [number, string, string])[]
}

export async function readTable(octets: Uint8Array, options: TableOptions = {}): Promise<ReadTable> {
  const table = await openTable(tableFile(octets), 'list.xlsx', options)
  const rows: (readonly [number, readonly string[]])[] = []
  const problems: (readonly [number, string, string])[] = []
  for await (const entries of table.entries) {
    for (const entry of entries) {
      rows.push([entry.row.line, entry.row.cells])
      if (entry.kind === 'problem-row')
        problems.push([entry.row.line, entry.problem.code, entry.problem.message])
    }
  }
  return { table, rows, problems }
}

/** What cells show below the header `v`, one for each row. */
export async function shownOf(
  cells: readonly Cell[],
  options: TableOptions = {},
  spec: Omit<WorkbookSpec, 'sheets'> = {},
): Promise<readonly (string | undefined)[]> {
  const { rows } = await readTable(workbookOf([['v'], ...cells.map((cell) => [cell])], spec), options)
  const byLine = new Map(rows.map(([line, texts]) => [line, texts[0]]))
  return cells.map((_, index) => byLine.get(index + 2))
}
