/** Finds the name a server gave a message in its final reply. */

const FORMS: readonly RegExp[] = [
  // Postfix "Ok: queued as 4Xyz", smtp-server "queued as", Exchange "Queued mail for delivery" has none
  /\bqueued as <?([^\s<>,;]+)>?/i,
  // Exim "OK id=1tABC-000-2x", Office 365 "InternalId=123"
  /\b(?:internal)?id=<?([^\s<>,;\]]+)/i,
  // sendmail "4A0abc Message accepted for delivery"
  /(?:^|\s)<?([^\s<>]+)>? Message accepted/i,
  // qmail "ok 1700000000 qp 12345"
  /\bqp (\d+)/i,
]

/** Null where the reply follows no form we know. */
export function queueId(text: string): string | null {
  for (const form of FORMS) {
    const id = form.exec(text)?.[1]?.replace(/[.)]+$/, '')
    if (id) return id
  }
  return null
}
