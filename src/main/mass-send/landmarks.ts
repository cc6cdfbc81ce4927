/** Rows worth a look before a batch is sent: the ends, the extremes, and what templates forget. */
import { isAscii } from 'node:buffer'
import type { LandmarkKind } from '../../shared/list-types.ts'

interface Extreme {
  readonly row: number
  readonly value: number
}

export class Landmarks {
  readonly #columns: readonly number[]
  readonly #rows = new Map<LandmarkKind, number>()
  #longest: Extreme | null = null
  #shortest: Extreme | null = null
  #largest: Extreme | null = null
  octets = 0

  /** `columns` are the indexes of those that the template names. */
  constructor(columns: readonly number[]) {
    this.#columns = columns
  }

  /** `size` is that of the row's message, in octets. */
  add(row: number, cells: readonly string[], size: number): void {
    this.octets += size
    if (!this.#rows.has('first')) this.#rows.set('first', row)
    this.#rows.set('last', row)
    const used = this.#columns.map((column) => cells[column] ?? '')
    const length = used.reduce((sum, cell) => sum + cell.length, 0)
    if (!this.#longest || length > this.#longest.value) this.#longest = { row, value: length }
    if (!this.#shortest || length < this.#shortest.value) this.#shortest = { row, value: length }
    if (!this.#largest || size > this.#largest.value) this.#largest = { row, value: size }
    if (!this.#rows.has('blank') && used.some((cell) => cell.trim() === '')) this.#rows.set('blank', row)
    if (!this.#rows.has('non-ascii') && used.some((cell) => !isAscii(Buffer.from(cell))))
      this.#rows.set('non-ascii', row)
  }

  get all(): readonly { readonly kind: LandmarkKind; readonly row: number }[] {
    const extremes = [
      ['longest', this.#longest],
      ['shortest', this.#shortest],
      ['largest', this.#largest],
    ] as const
    const marks = [...this.#rows].map(([kind, row]) => ({ kind, row }))
    return [...marks, ...extremes.flatMap(([kind, found]) => (found ? [{ kind, row: found.row }] : []))]
  }
}
