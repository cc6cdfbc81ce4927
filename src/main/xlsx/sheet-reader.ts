/** The rows of a sheet from its XML, as it comes in. */
import { columnLetters, parseReference } from './cell-reference.ts'
import { type CellPlace, damagedCell, damagedWorkbook } from './errors.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from './limits.ts'
import { type Attributes, XmlReader } from './xml.ts'

/** As the file has it: nothing is looked up yet. */
export interface RawCell {
  /** From 0. */
  readonly column: number
  /** `s`, `n`, `b`, `e`, `str`, `inlineStr` or `d`. */
  readonly type: string
  readonly style: number
  readonly text: string
  readonly hasFormula: boolean
}

export interface RawRow {
  /** From 1, as in the spreadsheet program. */
  readonly number: number
  readonly cells: readonly RawCell[]
}

/** Characters kept of a cell: enough to know that it is too long, also where each is written as an escape. */
const KEPT = LONGEST_CELL * 7

export class SheetReader {
  readonly #file: string
  readonly #sheet: string
  readonly #xml: XmlReader
  #rows: RawRow[] = []
  #isData = false
  #row = 0
  #cells: RawCell[] = []
  #column = -1
  #cell: Omit<RawCell, 'text' | 'hasFormula'> | null = null
  #text = ''
  #hasFormula = false
  #isText = false
  #isReading = false

  constructor(file: string, sheet: string, part: string) {
    this.#file = file
    this.#sheet = sheet
    this.#xml = new XmlReader(file, part, {
      open: (name, attributes, depth) => this.#open(name, attributes, depth),
      close: (name) => this.#close(name),
      text: (text) => {
        if (this.#isText && this.#text.length <= KEPT) this.#text += text
      },
    })
  }

  /** Returns the rows that are complete; those without cells are left out. */
  push(octets: Uint8Array): readonly RawRow[] {
    this.#rows = []
    this.#xml.write(octets)
    return this.#rows
  }

  end(): void {
    this.#xml.end()
  }

  #open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 2) this.#isData = name === 'sheetData'
    if (!this.#isData) return
    if (name === 'row' && depth === 3) this.#openRow(attributes)
    else if (name === 'c' && depth === 4) this.#openCell(attributes)
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'rPh') this.#isReading = true
    else if (name === 'v' || name === 't') this.#isText = this.#cell !== null && !this.#isReading
  }

  #openRow({ r }: Attributes): void {
    const number = r === undefined ? this.#row + 1 : Number(r)
    if (!Number.isInteger(number) || number <= this.#row || number > MOST_ROWS)
      throw damagedWorkbook(
        this.#file,
        `row “${r ?? number}” of sheet “${this.#sheet}” is no row after ${this.#row}`,
      )
    this.#row = number
    this.#cells = []
    this.#column = -1
  }

  #openCell({ r, t = 'n', s = '0' }: Attributes): void {
    const reference = r === undefined ? { column: this.#column + 1, row: this.#row } : parseReference(r)
    const place: CellPlace = {
      file: this.#file,
      sheet: this.#sheet,
      cell: r ?? `${columnLetters(this.#column + 1)}${this.#row}`,
    }
    if (!reference || reference.row !== this.#row || reference.column >= MOST_COLUMNS)
      throw damagedCell(place, `cannot be in row ${this.#row}`)
    if (reference.column <= this.#column)
      throw damagedCell(place, `comes after ${columnLetters(this.#column)}${this.#row}`)
    this.#column = reference.column
    this.#cell = { column: reference.column, type: t, style: Number(s) }
    this.#text = ''
    this.#hasFormula = false
  }

  #close(name: string): void {
    if (!this.#isData) return
    if (name === 'v' || name === 't') this.#isText = false
    else if (name === 'rPh') this.#isReading = false
    else if (name === 'c' && this.#cell) {
      // A cell that is nothing but coloured is no cell.
      if (this.#text !== '' || this.#hasFormula)
        this.#cells.push({ ...this.#cell, text: this.#text, hasFormula: this.#hasFormula })
      this.#cell = null
    } else if (name === 'row' && this.#cells.length > 0) {
      this.#rows.push({ number: this.#row, cells: this.#cells })
      this.#cells = []
    }
  }
}
