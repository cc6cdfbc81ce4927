/** Numbers of a list that is being read: nobody knows yet how many. */
type Numbers = Float64Array | Uint32Array | Uint8Array

export class GrowingArray<T extends Numbers> {
  length = 0
  #values: T
  readonly #make: (length: number) => T

  constructor(make: (length: number) => T) {
    this.#make = make
    this.#values = make(1024)
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = this.#make(this.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  /** Exactly what was pushed. */
  finish(): T {
    const exact = this.#make(this.length)
    exact.set(this.#values.subarray(0, this.length))
    return exact
  }
}
