/** Whether the suppression list stops a message: asked at import, and again right before sending. */
import type { Suppression } from './ports.ts'

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
