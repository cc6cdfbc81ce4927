/** The backend that prints messages, to look at or to pipe into another program. */
import type { Writable } from 'node:stream'
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { Backend } from './backend.ts'
import { printable } from './printable.ts'
import { SEPARATOR } from './separator.ts'
import { SequentialBackend } from './sequential.ts'
import { SessionError } from './session-error.ts'

/** Standard output or something like it; `isTTY` when a person's terminal is at the other end. */
export type ConsoleStream = Writable & { readonly isTTY?: boolean }

export function consoleBackend(stream: ConsoleStream): Backend {
  return new SequentialBackend('console', {
    async deliver(message) {
      await write(stream, stream.isTTY ? [printable(message.chunks)] : message.chunks)
      return undefined
    },
  })
}

/** Resolves when the message and its separator have left, so that each is complete before the next. */
function write(stream: ConsoleStream, parts: MimeMessage['chunks'] | readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream reports a failure twice; without a listener the second report ends the process.
    const ignore = () => undefined
    stream.on('error', ignore)
    for (const part of parts) stream.write(part)
    stream.write(SEPARATOR, (error) => {
      if (error) return reject(printFailed(error))
      stream.off('error', ignore)
      resolve()
    })
  })
}

function printFailed(cause: Error): SessionError {
  return new SessionError(
    'output-not-writable',
    `The console backend cannot print (${cause.message}): check where its output goes.`,
    { transient: false, cause },
  )
}
