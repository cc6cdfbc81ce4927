/**
 * Splits text into records (RFC 4180, with every line end there is). Written here because no library offers
 * mixed line ends, physical line numbers, recovery from a quote that never closes, a limit for cells, and
 * the speed for a million rows together.
 */
import type { CsvProblem } from '../../shared/batch-types.ts'
import { damageOf, type RecordProblemCode, recordProblem } from './problems.ts'
import { NONE, TextScanner } from './text-scanner.ts'

export interface CsvRecord {
  /** Physical line the record starts on, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
  readonly problem: CsvProblem | null
}

const QUOTE = 34

/** A record may be larger than a cell, but not without bound. */
const CELLS_PER_RECORD_LIMIT = 16
/** What is kept of a cell that is too long, in characters: enough to recognise it. */
const EXCERPT = 100

/** Answer of the slow path: more text is needed before the record can be told. */
const MORE = -1

/**
 * A quote counts only as the first character of a cell; in the middle it is an ordinary character. A quoted
 * cell that runs over a line end and is then followed by text, by the end of the file or by more than the
 * cell limit was not meant so: its record is reported where the quote opened, and reading goes on at the
 * next physical line. Blank lines are skipped; a line of blanks or delimiters is a record.
 */
export class RecordReader {
  readonly #scanner: TextScanner
  readonly #maxCellBytes: number
  /** Text this short is within the limit: UTF-8 needs three octets per UTF-16 unit at most. */
  readonly #shortLength: number
  #text = ''
  #waiting: string[] = []
  #waitingLength = 0
  #line = 1
  /** Dropping the rest of a physical line that could not be read. */
  #skipping = false
  /** Whether the text holds characters that damage a row; a quick test for millions of good rows. */
  #suspicious = false
  /** Whether the quoted cell just found holds escaped quotes. */
  #escaped = false
  #records: CsvRecord[] = []

  constructor(delimiter: string, maxCellBytes: number) {
    this.#scanner = new TextScanner(delimiter)
    this.#maxCellBytes = maxCellBytes
    this.#shortLength = maxCellBytes / 3
  }

  /** Takes the next stretch of text and returns the records that are complete. */
  push(text: string): readonly CsvRecord[] {
    this.#waiting.push(text)
    this.#waitingLength += text.length
    // An unfinished record is scanned again each time: waiting until its text has doubled keeps that linear.
    return this.#waitingLength < this.#text.length ? [] : this.#read(false)
  }

  /** Returns what was left: a final record needs no line end. */
  end(): readonly CsvRecord[] {
    return this.#read(true)
  }

  #read(final: boolean): readonly CsvRecord[] {
    this.#text += this.#waiting.join('')
    this.#waiting = []
    this.#waitingLength = 0
    this.#records = []
    this.#scanner.reset(this.#text)
    this.#suspicious = this.#text.includes('\0') || this.#text.includes('\uFFFD')
    this.#text = this.#text.slice(this.#readRecords(final))
    return this.#records
  }

  /** Returns the index of the first character that could not be used yet. */
  #readRecords(final: boolean): number {
    const { length } = this.#text
    const scanner = this.#scanner
    let start = 0
    while (start < length) {
      const lineEnd = scanner.lineEnd(start)
      if (lineEnd === NONE && !final && !this.#skipping && length - start <= this.#maxCellBytes) return start
      const stop = lineEnd === NONE ? length : lineEnd
      let next: number
      if (!this.#skipping && (stop - start > this.#shortLength || scanner.quote(start) < stop)) {
        next = this.#readAnyRecord(start, final)
        if (next === MORE) return start
      } else {
        next = lineEnd === NONE ? length : scanner.nextLine(lineEnd, final)
        if (next === NONE) return this.#skipping ? stop : start
        if (!this.#skipping && stop > start) this.#addPlainLine(start, stop)
        if (lineEnd !== NONE) {
          this.#line++
          this.#skipping = false
        }
      }
      start = next
    }
    return start
  }

  /** A line without quotes, which nearly all are. */
  #addPlainLine(start: number, stop: number): void {
    const cells: string[] = []
    let cell = start
    for (let end = this.#scanner.delimiter(cell); end < stop; end = this.#scanner.delimiter(cell)) {
      cells.push(this.#text.slice(cell, end))
      cell = end + 1
    }
    cells.push(this.#text.slice(cell, stop))
    this.#add(this.#line, cells, null)
  }

  /** Any record, cell by cell. Returns where to go on, or MORE. */
  #readAnyRecord(start: number, final: boolean): number {
    const text = this.#text
    const scanner = this.#scanner
    const cells: string[] = []
    let line = this.#line
    let stray: CsvProblem | null = null
    let cell = start
    for (;;) {
      if (cell - start > this.#maxCellBytes * CELLS_PER_RECORD_LIMIT)
        return this.#giveUp('cell-too-long', cell, line, [this.#excerpt(start)])
      let value: string | null = null
      let after = cell
      if (text.charCodeAt(cell) === QUOTE) {
        const landmarks = scanner.landmarks(cell)
        const close = this.#closingQuote(cell, final)
        if (close === MORE) return MORE
        const tooLong = this.#isTooLong(cell + 1, Math.min(close, text.length))
        const lines = close === NONE || tooLong ? 0 : this.#countLineEnds(cell, close)
        after = close + 1
        if (close !== NONE && this.#isCellEnd(after)) {
          value = text.slice(cell + 1, close)
          if (this.#escaped) value = value.replaceAll('""', '"')
        }
        if (close === NONE || tooLong || (value === null && lines > 0)) {
          scanner.restore(landmarks)
          const lineEnd = scanner.lineEnd(cell)
          if (tooLong && lineEnd >= Math.min(close, cell + this.#maxCellBytes + 1)) {
            return this.#giveUp('cell-too-long', cell, line, [...cells, this.#excerpt(cell)])
          }
          return this.#giveUp('unclosed-quote', cell, line, [...cells, text.slice(cell, lineEnd)])
        }
        if (value === null) stray ??= recordProblem('stray-quote', line)
        line += lines
      }
      const lineEnd = scanner.lineEnd(after)
      const delimiter = scanner.delimiter(after)
      const end = Math.min(lineEnd, delimiter, text.length)
      const unfinished = end === text.length && !final
      if (unfinished && !this.#isBeyondLimit(cell)) return MORE
      if (value === null && (unfinished || this.#isTooLong(cell, end)))
        return this.#giveUp('cell-too-long', cell, line, [...cells, this.#excerpt(cell)])
      cells.push(value ?? text.slice(cell, end))
      if (end !== delimiter) {
        const next = end === lineEnd ? scanner.nextLine(end, final) : end
        if (next === NONE) return MORE
        this.#add(this.#line, cells, stray)
        this.#line = end === lineEnd ? line + 1 : line
        return next
      }
      cell = end + 1
    }
  }

  /** The quote that closes the cell opened at `open`, NONE when there is none, MORE when it may yet come. */
  #closingQuote(open: number, final: boolean): number {
    let close = this.#scanner.quote(open + 1)
    this.#escaped = false
    while (close !== NONE && this.#text.charCodeAt(close + 1) === QUOTE) {
      this.#escaped = true
      close = this.#scanner.quote(close + 2)
    }
    if (final) return close
    // A quote at the very end may be the first half of an escaped one.
    if (close !== NONE && close + 1 < this.#text.length) return close
    return this.#isBeyondLimit(open) ? NONE : MORE
  }

  #countLineEnds(from: number, to: number): number {
    let count = 0
    let end = this.#scanner.lineEnd(from)
    while (end < to) {
      count++
      end = this.#scanner.lineEnd(this.#scanner.nextLine(end, true))
    }
    return count
  }

  #isCellEnd(index: number): boolean {
    return (
      index === this.#text.length ||
      this.#scanner.delimiter(index) === index ||
      this.#scanner.lineEnd(index) === index
    )
  }

  #isTooLong(from: number, to: number): boolean {
    if (to - from <= this.#shortLength) return false
    return (
      to - from > this.#maxCellBytes || Buffer.byteLength(this.#text.slice(from, to)) > this.#maxCellBytes
    )
  }

  /** Whether an unfinished cell is too long already, wherever it ends; two quotes more than its content. */
  #isBeyondLimit(cell: number): boolean {
    return this.#text.length - cell > this.#maxCellBytes + 2
  }

  /** Reports the record with the cells it keeps and drops the rest of the physical line `cell` starts on. */
  #giveUp(code: RecordProblemCode, cell: number, line: number, kept: readonly string[]): number {
    this.#add(this.#line, kept, recordProblem(code, line))
    this.#line = line
    this.#skipping = true
    return cell
  }

  #excerpt(from: number): string {
    // What is too long has this many characters at least, wherever the text was cut.
    return `${this.#text.slice(from, from + Math.min(EXCERPT, this.#shortLength))}…`
  }

  #add(line: number, cells: readonly string[], problem: CsvProblem | null): void {
    this.#records.push({ line, cells, problem: problem ?? (this.#suspicious ? damageOf(cells, line) : null) })
  }
}
