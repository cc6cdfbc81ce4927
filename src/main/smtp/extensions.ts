/** What a server offers, read from its latest EHLO reply (RFC 5321 section 4.1.1.1). */

export interface Extensions {
  /** The name the server gives itself. */
  readonly serverName: string
  /** Largest message it takes, in octets; null where it names none. */
  readonly maxSize: number | null
  /** Whether SIZE may be declared at MAIL. */
  readonly size: boolean
  readonly eightBitMime: boolean
  readonly smtpUtf8: boolean
  readonly pipelining: boolean
  readonly requireTls: boolean
  /** Upper-case names of login methods. */
  readonly auth: readonly string[]
}

/** Takes the whole reply, one line after the other, with its codes. A HELO reply offers nothing. */
export function parseExtensions(reply: string): Extensions {
  const [greeting = '', ...lines] = reply.split(/\r?\n/).map((line) => line.replace(/^\d{3}[ -]?/, '').trim())
  const offered = new Map<string, readonly string[]>()
  for (const line of lines) {
    // "AUTH=LOGIN" is an old form that some servers still send beside "AUTH LOGIN".
    const [keyword = '', ...parameters] = line.toUpperCase().split(/[\s=]+/)
    offered.set(keyword, [...(offered.get(keyword) ?? []), ...parameters.filter(Boolean)])
  }
  const maxSize = Number(offered.get('SIZE')?.[0] ?? 0)
  return {
    serverName: greeting.split(/\s/)[0] ?? '',
    // RFC 1870: 0 means no fixed limit.
    maxSize: Number.isSafeInteger(maxSize) && maxSize > 0 ? maxSize : null,
    size: offered.has('SIZE'),
    eightBitMime: offered.has('8BITMIME'),
    smtpUtf8: offered.has('SMTPUTF8'),
    pipelining: offered.has('PIPELINING'),
    requireTls: offered.has('REQUIRETLS'),
    auth: [...new Set(offered.get('AUTH') ?? [])],
  }
}
