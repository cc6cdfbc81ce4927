/** A message made ready for one server: what it offers is used, what it lacks is refused before MAIL. */
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage, Reply } from '../../shared/mail-types.ts'
import { toSevenBit } from '../mail/seven-bit.ts'
import type { Extensions } from './extensions.ts'
import { ownReply } from './reply.ts'

export interface Outgoing {
  /** As handed in; hooks and results speak of this one. */
  readonly message: MimeMessage
  readonly chunks: readonly Uint8Array[]
  readonly mailCommand: string
  /** Recipients, by their index, that this server cannot even be asked about. */
  readonly refused: ReadonlyMap<number, Reply>
}

export function outgoing(message: MimeMessage, extensions: Extensions, requireTls: boolean): Outgoing {
  const { envelope } = message
  const { mime, unfit } = fitted(message, extensions)
  const forAll = unfit ?? refusal(mime, extensions)
  const refused = new Map<number, Reply>()
  envelope.to.forEach((address, index) => {
    const reply = forAll ?? recipientRefusal(address, extensions)
    if (reply) refused.set(index, reply)
  })
  const parameters = [
    extensions.size && `SIZE=${mime.size}`,
    mime.eightBit && 'BODY=8BITMIME',
    extensions.smtpUtf8 && needsUtf8(mime) && 'SMTPUTF8',
    requireTls && 'REQUIRETLS',
  ].filter((parameter) => parameter !== false)
  return {
    message,
    chunks: mime.chunks,
    mailCommand: [`MAIL FROM:<${envelope.from}>`, ...parameters].join(' ') + CRLF,
    refused,
  }
}

const CRLF = '\r\n'

/** The message in octets this server takes, or why it cannot be put so. */
function fitted(
  message: MimeMessage,
  { eightBitMime }: Extensions,
): { mime: MimeMessage; unfit: Reply | null } {
  if (eightBitMime || !message.eightBit) return { mime: message, unfit: null }
  try {
    return { mime: toSevenBit(message), unfit: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { mime: message, unfit: ownReply(error.message, '5.6.3') }
  }
}

/** What keeps the whole message from this server. */
function refusal(mime: MimeMessage, { maxSize, smtpUtf8 }: Extensions): Reply | null {
  if (!isWireAddress(mime.envelope.from))
    return ownReply('The sender address cannot be sent to a server.', '5.1.7')
  if (maxSize !== null && mime.size > maxSize) {
    const sizes = `The message has ${readable(mime.size)}, this server takes at most ${readable(maxSize)}`
    return ownReply(`${sizes}: remove attachments or make them smaller.`, '5.3.4')
  }
  // RFC 6531: without the extension neither addresses nor headers may hold raw UTF-8.
  if (!smtpUtf8 && (isUtf8(mime.envelope.from) || hasUtf8Headers(mime))) {
    return ownReply(
      'The sender or a header holds raw UTF-8, which this server does not take (no SMTPUTF8).',
      '5.6.7',
    )
  }
  return null
}

function recipientRefusal(address: string, { smtpUtf8 }: Extensions): Reply | null {
  if (!isWireAddress(address)) return ownReply('This address cannot be sent to a server.', '5.1.3')
  if (!smtpUtf8 && isUtf8(address)) {
    return ownReply(
      'This address is not ASCII and this server does not take such addresses (no SMTPUTF8).',
      '5.6.7',
    )
  }
  return null
}

function needsUtf8(mime: MimeMessage): boolean {
  return isUtf8(mime.envelope.from) || mime.envelope.to.some(isUtf8) || hasUtf8Headers(mime)
}

/**
 * The last line of defence: addresses were validated long before, but one that ended the command would
 * start another. Angle brackets and blanks are fine inside a quoted local part only.
 */
function isWireAddress(address: string): boolean {
  return /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"(?=@|$))?[^\s<>"\p{Cc}]*$/u.test(address)
}

function isUtf8(text: string): boolean {
  return /[^\x20-\x7e]/.test(text)
}

/** Whether the header section, which ends at the first empty line, has an octet above 127. */
function hasUtf8Headers({ chunks, eightBit }: MimeMessage): boolean {
  if (!eightBit) return false
  let lineLength = 0
  for (const chunk of chunks) {
    for (const octet of chunk) {
      if (octet > 127) return true
      if (octet === 0x0a && lineLength === 0) return false
      if (octet === 0x0a) lineLength = 0
      else if (octet !== 0x0d) lineLength += 1
    }
  }
  return false
}

/** In the units of file managers: whole kilobytes, and from 10 MB on megabytes. */
function readable(octets: number): string {
  return octets < 10_000_000 ? `${Math.ceil(octets / 1000)} kB` : `${Math.ceil(octets / 1_000_000)} MB`
}
