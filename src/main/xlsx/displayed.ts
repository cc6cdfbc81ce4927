/** From what a file says of a cell to what the cell shows. */
import type { CsvProblem } from '../../shared/batch-types.ts'
import type { WorkbookLocale } from '../../shared/workbook-locales.ts'
import { CellFormat } from './cell-format.ts'
import { columnLetters } from './cell-reference.ts'
import { damagedCell } from './errors.ts'
import { unescapeText } from './escaped-text.ts'
import { isoSerial } from './iso-date.ts'
import { LONGEST_CELL } from './limits.ts'
import type { RawCell } from './sheet-reader.ts'

/** What all sheets of a workbook share. */
export interface SheetContext {
  readonly file: string
  readonly strings: readonly string[]
  readonly styles: readonly string[]
  readonly locale: WorkbookLocale
  readonly date1904: boolean
}

export interface CellProblem {
  readonly code: CsvProblem['code']
  /** Follows the name of the cell. */
  readonly text: string
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?$/i

const TOO_LONG: CellProblem = {
  code: 'cell-too-long',
  text: `holds more than ${LONGEST_CELL.toLocaleString('en-US')} characters: shorten it.`,
}
const NOT_CALCULATED: CellProblem = {
  code: 'not-calculated',
  text: 'holds a formula without a result: open the file in the spreadsheet program and save it, so that it is calculated.',
}

export class Displayed {
  readonly #context: SheetContext
  readonly #sheet: string
  /** By style, made when the first cell needs one: a workbook may have thousands that no cell has. */
  readonly #formats: (CellFormat | undefined)[] = []

  constructor(context: SheetContext, sheet: string) {
    this.#context = context
    this.#sheet = sheet
  }

  /**
   * The text of a cell, or why there is none although the file is sound. Throws InputError
   * `invalid-workbook` with sheet and cell for what no spreadsheet program writes.
   */
  cell(cell: RawCell, row: number): string | CellProblem {
    const format = this.#formatOf(cell.style)
    if (!format) throw this.#damaged(cell, row, 'has a style that the workbook does not have')
    // Only a formula leaves a cell without a value: a text that is blank, or a number nobody has worked out.
    if (cell.text === '') return cell.type === 'n' ? NOT_CALCULATED : ''
    switch (cell.type) {
      case 's': {
        const text = /^\d+$/.test(cell.text) ? this.#context.strings[Number(cell.text)] : undefined
        if (text === undefined)
          throw this.#damaged(cell, row, `names text ${excerpt(cell.text)}, which the workbook does not have`)
        return shownText(text, format)
      }
      case 'str':
      case 'inlineStr':
        return shownText(unescapeText(cell.text), format)
      case 'e':
        return cell.text
      case 'b': {
        if (cell.text !== '0' && cell.text !== '1')
          throw this.#damaged(cell, row, 'is neither true nor false')
        return format.boolean(cell.text === '1')
      }
      case 'd': {
        const serial = isoSerial(cell.text, this.#context.date1904)
        if (serial === null) throw this.#damaged(cell, row, `holds no date: ${excerpt(cell.text)}`)
        return shownNumber(serial, format)
      }
      case 'n': {
        if (!NUMBER.test(cell.text)) throw this.#damaged(cell, row, `holds no number: ${excerpt(cell.text)}`)
        return shownNumber(Number(cell.text), format)
      }
      default:
        throw this.#damaged(cell, row, `is of an unknown kind: ${excerpt(cell.type)}`)
    }
  }

  #formatOf(style: number): CellFormat | undefined {
    const known = this.#formats[style]
    if (known) return known
    const { styles, locale, date1904 } = this.#context
    const pattern = styles[style]
    if (pattern === undefined) return undefined
    const made = new CellFormat(pattern, locale, date1904)
    this.#formats[style] = made
    return made
  }

  #damaged({ column }: RawCell, row: number, what: string): Error {
    const cell = `${columnLetters(column)}${row}`
    return damagedCell({ file: this.#context.file, sheet: this.#sheet, cell }, what)
  }
}

function shownText(text: string, format: CellFormat): string | CellProblem {
  return text.length > LONGEST_CELL ? TOO_LONG : format.text(text)
}

function shownNumber(value: number, format: CellFormat): string | CellProblem {
  return (
    format.number(value) ?? {
      code: 'unknown-format',
      text: `has a number format that cannot be shown (${excerpt(format.pattern)}): choose another one.`,
    }
  )
}

/** Never more of a strange value than fits into a sentence. */
function excerpt(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}
