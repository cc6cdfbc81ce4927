/** Whether receivers count a DKIM signature for the sender that readers see (DMARC, RFC 7489 section 3.1.1). */

/**
 * Both are domains. Relaxed alignment asks for the same organization, which no domain tells by itself: two
 * that share their last two labels are taken for one, so that nobody is warned without need.
 */
export function isAligned(signing: string, sender: string): boolean {
  return organization(signing) === organization(sender)
}

function organization(domain: string): string {
  return domain.toLowerCase().split('.').slice(-2).join('.')
}
