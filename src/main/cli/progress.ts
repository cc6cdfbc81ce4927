/** The progress line of a running batch: how far, how fast, how long still. Only on a terminal. */
import type { BatchEvent, BatchTotals } from '../../shared/batch-types.ts'
import { plainText } from '../../shared/plain-text.ts'
import type { Terminal } from './terminal.ts'

const BAR_WIDTH = 24

export class ProgressLine {
  readonly #terminal: Terminal

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  update(event: BatchEvent): void {
    if (this.#terminal.showsProgress) this.#terminal.stderr.write(`\r\u001b[K${this.#line(event)}`)
  }

  end(): void {
    if (this.#terminal.showsProgress) this.#terminal.stderr.write('\r\u001b[K')
  }

  #line({ totals, rate, reason }: BatchEvent): string {
    const done = totals.rows - open(totals)
    const share = totals.rows === 0 ? 1 : done / totals.rows
    const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░')
    const left = rate > 0 ? duration(open(totals) / rate) : '–'
    const bad = totals.failed + totals.uncertain
    const how = reason === null ? `${count(Math.round(rate))}/s  ${left} left` : plainText(reason)
    const text = `${bar} ${count(done)}/${count(totals.rows)}  ${how}${bad > 0 ? `  ${count(bad)} failed or uncertain` : ''}`
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
