/** Addresses that came before in the same table. */
import { AddressLines } from './address-lines.ts'

/** Exactly the same address, or one that differs only in the case of its local part. */
export type Repeated = 'duplicate' | 'case-twin'

export interface EarlierAddress {
  readonly kind: Repeated
  /** Physical line of the earlier row. */
  readonly line: number
}

/**
 * Domain without regard to case, local part exact (RFC 5321 section 2.4), so "Ann@" and "ann@" are two
 * addresses; in real life they are mostly one person, which the user should know.
 */
export class SeenAddresses {
  readonly #lines = new AddressLines()
  /** By their lower-case form: those that have capitals. */
  readonly #capitals = new AddressLines()

  /** `address` in the form of `Address.address`. The first of its kind is remembered, later ones are told. */
  earlier(address: string, line: number): EarlierAddress | null {
    const same = this.#lines.add(address, line)
    if (same !== undefined) return { kind: 'duplicate', line: same }
    const twin = this.#twin(address, line)
    return twin === undefined ? null : { kind: 'case-twin', line: twin }
  }

  #twin(address: string, line: number): number | undefined {
    const lower = address.toLowerCase()
    if (lower === address) return this.#capitals.isEmpty ? undefined : this.#capitals.get(address)
    return this.#capitals.add(lower, line) ?? this.#lines.get(lower)
  }
}
