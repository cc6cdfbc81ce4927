/** The progress line of a running batch: how far, how fast, how long still. Only on a terminal. */
import type { BatchTotals } from '../../shared/batch-types.ts'
import type { Terminal } from './terminal.ts'

const REDRAW_EVERY = 100
const BAR_WIDTH = 24

export class ProgressLine {
  readonly #terminal: Terminal
  readonly #now: () => number
  readonly #totals: () => BatchTotals
  readonly #startedAt: number
  readonly #openAtStart: number
  #drawnAt = 0

  constructor(terminal: Terminal, now: () => number, totals: () => BatchTotals) {
    this.#terminal = terminal
    this.#now = now
    this.#totals = totals
    this.#startedAt = now()
    this.#openAtStart = open(totals())
  }

  /** Cheap to call for every row: draws at most ten times a second. */
  update(): void {
    if (!this.#terminal.showsProgress || this.#now() - this.#drawnAt < REDRAW_EVERY) return
    this.#drawnAt = this.#now()
    this.#terminal.stderr.write(`\r\u001b[K${this.#line()}`)
  }

  end(): void {
    if (this.#terminal.showsProgress) this.#terminal.stderr.write('\r\u001b[K')
  }

  #line(): string {
    const totals = this.#totals()
    const done = totals.rows - open(totals)
    const seconds = (this.#now() - this.#startedAt) / 1000
    const rate = seconds > 0 ? (this.#openAtStart - open(totals)) / seconds : 0
    const share = totals.rows === 0 ? 1 : done / totals.rows
    const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░')
    const left = rate > 0 ? duration(open(totals) / rate) : '–'
    const bad = totals.failed + totals.uncertain
    const text = `${bar} ${count(done)}/${count(totals.rows)}  ${count(Math.round(rate))}/s  ${left} left${bad > 0 ? `  ${count(bad)} failed or uncertain` : ''}`
    return text.slice(0, this.#terminal.columns - 1)
  }
}

function open(totals: BatchTotals): number {
  return totals.pending + totals.deferred
}

export function count(value: number): string {
  return value.toLocaleString('en-US')
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}
