/** Octets that some messages hold together: a chunk that several of them share is in the memory once. */
import type { MimeMessage } from '../../shared/mail-types.ts'

export class HeldOctets {
  readonly #holders = new Map<Uint8Array, number>()
  #octets = 0

  get octets(): number {
    return this.#octets
  }

  add({ chunks }: MimeMessage): void {
    for (const chunk of chunks) {
      const holders = this.#holders.get(chunk) ?? 0
      this.#holders.set(chunk, holders + 1)
      if (holders === 0) this.#octets += chunk.length
    }
  }

  remove({ chunks }: MimeMessage): void {
    for (const chunk of chunks) {
      const holders = this.#holders.get(chunk) ?? 0
      if (holders > 1) this.#holders.set(chunk, holders - 1)
      else if (this.#holders.delete(chunk)) this.#octets -= chunk.length
    }
  }

  clear(): void {
    this.#holders.clear()
    this.#octets = 0
  }
}
