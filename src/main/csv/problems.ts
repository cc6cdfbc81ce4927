/** What can be wrong with a record or a header, in words. */
import type { CsvProblem } from '../../shared/batch-types.ts'

/** What a record alone can have wrong; `ragged-row` and the columns need the header. */
export type RecordProblemCode = Extract<
  CsvProblem['code'],
  'unclosed-quote' | 'stray-quote' | 'cell-too-long' | 'nul' | 'replacement-character'
>

const SENTENCES: Readonly<Record<RecordProblemCode, string>> = {
  'unclosed-quote': 'opens a quote that never closes: close it, or double it if it is part of the text.',
  'stray-quote': 'has text after a closing quote: double each quote that is part of the text.',
  'cell-too-long': 'is longer than a cell or a record may be: shorten it.',
  nul: 'holds a NUL character: remove it.',
  'replacement-character': 'holds U+FFFD, left where a character was lost: type that character again.',
}

/** `line` is the physical line, counted from 1. */
export function recordProblem(code: RecordProblemCode, line: number): CsvProblem {
  return { line, code, message: `Line ${line} ${SENTENCES[code]}` }
}

/** Characters that no cell may hold; null for a sound record. */
export function damageOf(cells: readonly string[], line: number): CsvProblem | null {
  if (cells.some((cell) => cell.includes('\0'))) return recordProblem('nul', line)
  if (cells.some((cell) => cell.includes('\uFFFD'))) return recordProblem('replacement-character', line)
  return null
}

/** A record with another number of cells than there are columns; its cells stay where they are. */
export function raggedRow(line: number, cells: number, columns: number): CsvProblem {
  const held = cells === 1 ? '1 cell' : `${cells} cells`
  const advice = cells > columns ? 'put a cell that holds the delimiter in quotes' : 'add what is missing'
  const message = `Line ${line} has ${held} where the header has ${columns}: ${advice}.`
  return { line, code: 'ragged-row', message }
}
