/** Who may come in: only a browser on this computer that was given the address with the key in it. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const COOKIE = 'mailwright'

export class Door {
  /** In the address that the user opens; exchanged for the cookie. */
  readonly key = secret()
  readonly #cookie = secret()
  #hosts: readonly string[] = []

  /** Known once the server listens. */
  set port(port: number) {
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  }

  get setCookie(): string {
    return `${COOKIE}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Another name for this address means that a stranger's page rebinds its own name to it. */
  isOwnHost({ headers }: IncomingMessage): boolean {
    return this.#hosts.includes(headers.host ?? '')
  }

  /** The request comes from a page of this very server, or from no page at all. */
  isOwnOrigin({ headers }: IncomingMessage): boolean {
    return headers.origin === undefined || headers.origin === `http://${headers.host}`
  }

  /** A socket is always opened by a page. */
  isOwnPage(request: IncomingMessage): boolean {
    return request.headers.origin !== undefined && this.isOwnOrigin(request)
  }

  hasKey(given: string | null): boolean {
    return given !== null && isSame(given, this.key)
  }

  hasCookie({ headers }: IncomingMessage): boolean {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
    return pairs.some(
      ([name, value]) => name === COOKIE && value !== undefined && isSame(value, this.#cookie),
    )
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
