/** Addresses that came before in the same table. */

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
  readonly #lines = new Map<string, number>()
  /** By their lower-case form; few addresses have capitals, so a million rows cost little more here. */
  readonly #capitals = new Map<string, number>()

  /** `address` in the form of `Address.address`. The first of its kind is remembered, later ones are told. */
  earlier(address: string, line: number): EarlierAddress | null {
    const same = this.#lines.get(address)
    if (same !== undefined) return { kind: 'duplicate', line: same }
    this.#lines.set(address, line)
    const lower = address.toLowerCase()
    const twin = this.#capitals.get(lower) ?? (lower === address ? undefined : this.#lines.get(lower))
    if (lower !== address && !this.#capitals.has(lower)) this.#capitals.set(lower, line)
    return twin === undefined ? null : { kind: 'case-twin', line: twin }
  }
}
