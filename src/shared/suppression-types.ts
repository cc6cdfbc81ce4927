/** Who must never be written to. */

/** One line of the suppression list. */
export interface SuppressionEntry {
  /** `ann@example.com`, or `@example.com` for every address of that domain; always lower case. */
  readonly entry: string
  readonly reason: string | null
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** A recipient of a message who is on the list. */
export interface SuppressedRecipient {
  readonly address: string
  /** The entry that stops it: itself, or its domain. */
  readonly entry: string
  readonly reason: string | null
}
