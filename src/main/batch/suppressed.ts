/** Whether the suppression list stops a message: asked at import, and again right before sending. */
import type { Clock, Suppression } from './ports.ts'

/** Why none of the addresses may be written to, or null. One suppressed recipient stops the message for all. */
export function suppressedReason(suppression: Suppression, addresses: Iterable<string>): string | null {
  for (const address of addresses) {
    const found = suppression.find(address)
    if (!found) continue
    const whom = found.entry.startsWith('@') ? `${address} (all of ${found.entry})` : address
    return `${whom} is on the suppression list${found.reason === null ? '' : `: ${found.reason}`}.`
  }
  return null
}

/** Milliseconds for which a list that was empty is taken to be empty. */
const STAYS_EMPTY = 5

/** Most lists are empty: then a batch does not ask for every single message. */
export function rarelyAsked(suppression: Suppression, clock: Clock): Suppression {
  let askedAt = Number.NEGATIVE_INFINITY
  let isEmpty = false
  const askAgain = (): boolean => {
    const now = clock.monotonic()
    if (isEmpty && now < askedAt + STAYS_EMPTY) return true
    askedAt = now
    isEmpty = suppression.isEmpty()
    return isEmpty
  }
  return { isEmpty: askAgain, find: (address) => (askAgain() ? null : suppression.find(address)) }
}
