/** Cells by letters and number, as people see them. */
import { MOST_COLUMNS, MOST_ROWS } from './limits.ts'

export interface CellReference {
  /** From 0. */
  readonly column: number
  /** From 1. */
  readonly row: number
}

/** 0 is A. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  }
  return letters
}

/** Null for what is no cell of a sheet, such as `XFE1` or `A0`. Every cell of a sheet is looked at this way. */
export function parseReference(text: string): CellReference | null {
  let index = 0
  let column = 0
  for (; isBetween(text.charCodeAt(index), LETTER_A, LETTER_A + 25); index++) {
    column = column * 26 + text.charCodeAt(index) - LETTER_A + 1
  }
  const letters = index
  let row = 0
  for (; isBetween(text.charCodeAt(index), DIGIT_0, DIGIT_0 + 9); index++) {
    row = row * 10 + text.charCodeAt(index) - DIGIT_0
  }
  const isReference = letters > 0 && index === text.length && text.charCodeAt(letters) !== DIGIT_0
  return isReference && column <= MOST_COLUMNS && row >= 1 && row <= MOST_ROWS
    ? { column: column - 1, row }
    : null
}

const LETTER_A = 65
const DIGIT_0 = 48

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last
}
