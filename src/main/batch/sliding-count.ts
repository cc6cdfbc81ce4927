/** How many things happened within the last stretch of time, in constant memory. */

const SLICES = 10

export class SlidingCount {
  readonly #slice: number
  readonly #counts: number[] = Array(SLICES).fill(0)
  #newest = 0

  /** `length` in milliseconds; what is older is forgotten in tenths of it. */
  constructor(length: number) {
    this.#slice = length / SLICES
  }

  add(now: number): void {
    this.#advance(now)
    const at = this.#newest % SLICES
    this.#counts[at] = (this.#counts[at] ?? 0) + 1
  }

  total(now: number): number {
    this.#advance(now)
    return this.#counts.reduce((sum, count) => sum + count, 0)
  }

  #advance(now: number): void {
    const current = Math.floor(now / this.#slice)
    const steps = Math.min(current - this.#newest, SLICES)
    for (let step = 1; step <= steps; step++) this.#counts[(this.#newest + step) % SLICES] = 0
    if (steps > 0) this.#newest = current
  }
}
