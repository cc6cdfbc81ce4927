/** The SMTP conversation of the sandbox: any login, any recipient, every octet kept. */
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerAuthentication,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server'
import type { CaughtAddress, CaughtEnvelope } from './inbox.ts'
import { parseWireAddress } from './wire-address.ts'

/** Stores one message and tells its name; throws when it could not be stored. */
export type Keep = (chunks: readonly Uint8Array[], envelope: CaughtEnvelope) => string

type Done = (error?: Error | null) => void

interface Transaction {
  readonly mailFrom: CaughtAddress
  readonly rcptTo: CaughtAddress[]
}

/** What EHLO announces as SIZE: above what any provider takes, below what would exhaust memory. */
const MAX_SIZE = 128 * 1024 * 1024
const NO_TRANSACTION: Transaction = { mailFrom: { address: '', parameters: {} }, rcptTo: [] }

export class CatchingServer extends SMTPServer {
  readonly #now: () => number
  readonly #keep: Keep
  readonly #transactions = new WeakMap<SMTPServerSession, Transaction>()
  #closing = false

  constructor(now: () => number, keep: Keep) {
    super({
      name: 'mailwright.sandbox',
      size: MAX_SIZE,
      rejectOversized: true,
      hideENHANCEDSTATUSCODES: false,
      // No login is needed and none needs TLS: both ends are on this machine.
      authOptional: true,
      authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2', 'CRAM-MD5'],
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
    })
    this.#now = now
    this.#keep = keep
    // A client that vanishes is its own problem: its message was not complete, so nothing is kept.
    this.on('error', () => undefined)
  }

  override connect(...[socket, options]: Parameters<SMTPServer['connect']>): void {
    super.connect(socket, options)
    const connection = [...this.connections].at(-1)
    // The library decodes `xn--` domains and refuses quoted local parts; the sandbox shows the wire.
    if (connection) connection._parseAddressCommand = (verb, line) => parseWireAddress(verb, line.toString())
  }

  override onAuth(
    auth: SMTPServerAuthentication,
    _session: SMTPServerSession,
    done: (error: null, response: { user: string }) => void,
  ): void {
    done(null, { user: auth.username || 'anyone' })
  }

  override onMailFrom(address: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    this.#transactions.set(session, { mailFrom: caught(address), rcptTo: [] })
    done()
  }

  /** Keeps a list of its own: the library's merges addresses that differ in case only. */
  override onRcptTo(address: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    this.#transactions.get(session)?.rcptTo.push(caught(address))
    done()
  }

  override onData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): void {
    const chunks: Uint8Array[] = []
    stream.on('data', (chunk: Uint8Array) => {
      if (!stream.sizeExceeded) chunks.push(chunk)
    })
    stream.on('error', () => undefined)
    stream.on('end', () => {
      // Too big: the library answers 552 by itself.
      if (stream.sizeExceeded) done()
      else done(...this.#store(chunks, session, stream.byteLength))
      // Later: a pipelined next transaction begins before this turn ends.
      setImmediate(() => this.#endIdleSessions())
    })
  }

  /**
   * Takes no new sessions, ends the idle ones and resolves when the others have finished their message,
   * which the library's own close would cut off at the next command.
   */
  closeWhenIdle(): Promise<void> {
    this.#closing = true
    return new Promise((resolve) => {
      this.server.close(() => resolve())
      this.#endIdleSessions()
    })
  }

  #store(chunks: readonly Uint8Array[], session: SMTPServerSession, size: number): [Error | null, string?] {
    const { mailFrom, rcptTo } = this.#transactions.get(session) ?? NO_TRANSACTION
    const receivedAt = new Date(this.#now()).toISOString()
    const remote = `${session.remoteAddress}:${session.remotePort}`
    try {
      return [null, `OK: kept as ${this.#keep(chunks, { mailFrom, rcptTo, receivedAt, size, remote })}`]
    } catch (error) {
      // 4yz: the client still has the message and may try again, so a full disk loses nothing.
      const reason = error instanceof Error && 'code' in error ? error.code : 'internal error'
      return [Object.assign(new Error(`The sandbox cannot store it (${reason})`), { responseCode: 452 })]
    }
  }

  #endIdleSessions(): void {
    if (!this.#closing) return
    for (const connection of this.connections) {
      // A session that was not greeted yet has no envelope, whatever its type says.
      if (connection.session.envelope?.mailFrom) continue
      connection.send(421, 'The sandbox is closing')
      connection.close()
    }
  }
}

function caught({ address, args }: SMTPServerAddress): CaughtAddress {
  return { address, parameters: args || {} }
}
