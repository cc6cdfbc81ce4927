/**
 * Takes the authenticated socket out of nodemailer's connection. The only place that knows its insides:
 * the library offers no way to get the socket back, and its own send() cannot tell whether the final dot
 * was written.
 */
import { Socket } from 'node:net'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { EnvironmentError } from '../../shared/errors.ts'

export interface TakenSocket {
  readonly socket: Socket
  /** Octets the library had read beyond the last reply it understood. */
  readonly leftover: Uint8Array
}

const LISTENERS = [
  ['data', '_onSocketData'],
  ['timeout', '_onSocketTimeout'],
  ['close', '_onSocketClose'],
  ['end', '_onSocketEnd'],
  ['error', '_onSocketError'],
  ['error', '_onConnectionSocketError'],
] as const

/** Leaves the connection object without socket and listeners, so that nothing of it can act any more. */
export function takeSocket(connection: SMTPConnection): TakenSocket {
  const socket = connection._socket
  if (!(socket instanceof Socket)) throw unexpectedInside('_socket')
  // Each listener is removed by itself: removeAllListeners would also take those of Node's own streams.
  for (const [event, field] of LISTENERS) {
    const listener = inside(connection, field)
    if (!isListener(listener)) throw unexpectedInside(field)
    socket.removeListener(event, listener)
  }
  socket.pause()
  socket.setTimeout(0)
  const queue = inside(connection, '_responseQueue')
  const remainder = inside(connection, '_remainder')
  if (!Array.isArray(queue) || typeof remainder !== 'string') throw unexpectedInside('_responseQueue')
  // The library holds octets as characters of the same value, lines without their CRLF.
  const unread = queue.map((reply) => `${String(reply)}\r\n`).join('') + remainder
  // A processing step it has already scheduled must find nothing to do, least of all a socket to end.
  queue.length = 0
  connection._socket = null
  return { socket, leftover: Buffer.from(unread, 'latin1') }
}

function inside(connection: SMTPConnection, field: string): unknown {
  return Reflect.get(connection, field)
}

function isListener(value: unknown): value is (...args: unknown[]) => void {
  return typeof value === 'function'
}

function unexpectedInside(field: string): EnvironmentError {
  return new EnvironmentError(
    'internal',
    `The SMTP library has no usable "${field}": install the version of nodemailer this release was made for.`,
  )
}
