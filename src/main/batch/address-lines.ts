/**
 * The first line of every address, for millions of them: a Map of as many strings takes five times the memory
 * and leaves the garbage collector as many objects to visit.
 */
import { randomInt } from 'node:crypto'

/** Octets of addresses in one piece of memory, so that growing copies nothing. */
const CHUNK = 1024 * 1024
/** Announces a UTF-16 unit of two octets; smaller units are one octet of their own. */
const WIDE = 0xff

interface Place {
  readonly chunk: Uint8Array
  readonly start: number
}

/**
 * A hash table with open addressing over typed arrays. Equal hashes prove nothing: the octets of the addresses
 * themselves are kept and compared.
 */
export class AddressLines {
  /** Number of an entry, counted from 1; 0 where nothing is. At most half full. */
  #slots = new Uint32Array(2048)
  #hashes = new Uint32Array(1024)
  #lines = new Uint32Array(1024)
  /** Where the address of an entry starts, in octets over all chunks. */
  #starts = new Float64Array(1024)
  #lengths = new Uint16Array(1024)
  #size = 0
  readonly #chunks: Uint8Array[] = []
  #end = 0
  /** The address asked for. */
  #scratch = new Uint8Array(1024)
  #scratchLength = 0
  /** Unknown to whoever wrote the list, who could otherwise make all addresses fall on one slot. */
  readonly #seed = randomInt(2 ** 32)

  get isEmpty(): boolean {
    return this.#size === 0
  }

  get(address: string): number | undefined {
    const entry = this.#slots[this.#slotOf(this.#hash(address))] ?? 0
    return entry === 0 ? undefined : this.#lines[entry - 1]
  }

  /** Remembers the line, below 2^32, unless the address has one already; returns that one. */
  add(address: string, line: number): number | undefined {
    const hash = this.#hash(address)
    const slot = this.#slotOf(hash)
    const entry = this.#slots[slot] ?? 0
    if (entry !== 0) return this.#lines[entry - 1]
    if (this.#size === this.#hashes.length) {
      this.#grow()
      this.#append(this.#slotOf(hash), hash, line)
    } else {
      this.#append(slot, hash, line)
    }
    return undefined
  }

  /** Brings the address into the scratch memory. FNV-1a over its octets, its bits mixed at the end. */
  #hash(address: string): number {
    if (this.#scratch.length < address.length * 3) this.#scratch = new Uint8Array(address.length * 3)
    const scratch = this.#scratch
    let hash = this.#seed
    let end = 0
    for (let index = 0; index < address.length; index++) {
      const unit = address.charCodeAt(index)
      hash = Math.imul(hash ^ unit, 0x01000193)
      if (unit < WIDE) {
        scratch[end++] = unit
        continue
      }
      scratch[end++] = WIDE
      scratch[end++] = unit >> 8
      scratch[end++] = unit & 0xff
    }
    this.#scratchLength = end
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
    return (hash ^ (hash >>> 15)) >>> 0
  }

  /** The slot of the address in the scratch memory, or the free one where it belongs. */
  #slotOf(hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0
      if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#isEntry(entry - 1))) return slot
    }
  }

  #isEntry(index: number): boolean {
    if (this.#lengths[index] !== this.#scratchLength) return false
    const { chunk, start } = this.#placeOf(this.#starts[index] ?? 0)
    for (let at = 0; at < this.#scratchLength; at++) {
      if (chunk[start + at] !== this.#scratch[at]) return false
    }
    return true
  }

  #append(slot: number, hash: number, line: number): void {
    const length = this.#scratchLength
    if (length > CHUNK) throw new RangeError('No address is that long.')
    // An address never lies in two chunks.
    if ((this.#end % CHUNK) + length > CHUNK) this.#end = Math.ceil(this.#end / CHUNK) * CHUNK
    const { chunk, start } = this.#placeOf(this.#end)
    // Cheaper than `set` for so few octets.
    for (let at = 0; at < length; at++) chunk[start + at] = this.#scratch[at] ?? 0
    this.#hashes[this.#size] = hash
    this.#lines[this.#size] = line
    this.#starts[this.#size] = this.#end
    this.#lengths[this.#size] = length
    this.#end += length
    this.#slots[slot] = ++this.#size
  }

  #placeOf(position: number): Place {
    const index = Math.floor(position / CHUNK)
    const chunk = this.#chunks[index] ?? new Uint8Array(CHUNK)
    this.#chunks[index] = chunk
    return { chunk, start: position % CHUNK }
  }

  #grow(): void {
    const size = this.#size * 2
    this.#hashes = copied(this.#hashes, new Uint32Array(size))
    this.#lines = copied(this.#lines, new Uint32Array(size))
    this.#starts = copied(this.#starts, new Float64Array(size))
    this.#lengths = copied(this.#lengths, new Uint16Array(size))
    const slots = new Uint32Array(size * 2)
    const mask = slots.length - 1
    for (let index = 0; index < this.#size; index++) {
      let slot = (this.#hashes[index] ?? 0) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
    this.#slots = slots
  }
}

function copied<T extends Uint32Array | Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
