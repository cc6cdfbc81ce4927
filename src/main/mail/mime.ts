/** Turns a message into the octets a server gets. Same input, same octets. */
import { isAscii } from 'node:buffer'
import type { Message, MessageStamp, MimeMessage, MimePolicy } from '../../shared/mail-types.ts'
import { toChunks } from './chunks.ts'
import type { DkimSigner } from './dkim.ts'
import { messageHeader } from './message-header.ts'
import { type PartMaker, plainMaker } from './part-maker.ts'
import { writeParts } from './part-writer.ts'
import { toSevenBit } from './seven-bit.ts'
import { partTree } from './structure.ts'

export { recipients } from './message-header.ts'
export { joinChunks } from './octets.ts'

export const defaultMimePolicy: MimePolicy = {
  smtpUtf8: false,
  sevenBit: false,
  unencodable: 'error',
  timeZone: 'UTC',
  localDelivery: false,
}

/**
 * Builds the message. Octets above 127 occur only where attached messages and ready-made parts bring them
 * and, with `policy.smtpUtf8`, in headers; with `policy.sevenBit` nowhere. MIME-Version and the Content-*
 * lines end the header. Everything is checked first; throws InputError with the codes `bad-header`,
 * `invalid-address`, `invalid-attachment`, `invalid-content`, `invalid-mimetype`, and those of charsets
 * and dates.
 */
export function buildMime(
  message: Message,
  stamp: MessageStamp,
  policy: MimePolicy,
  signer: DkimSigner | null = null,
): MimeMessage {
  return assembleMime(message, stamp, policy, plainMaker, signer)
}

/** The same with parts from `maker`. The one place where messages get their octets, and their signature. */
export function assembleMime(
  message: Message,
  stamp: MessageStamp,
  policy: MimePolicy,
  maker: PartMaker,
  signer: DkimSigner | null,
): MimeMessage {
  const { lines, envelope, messageId, date } = messageHeader(message, stamp, policy)
  const root = partTree(message, policy, maker)
  const chunks = toChunks([lines, 'MIME-Version: 1.0\r\n', ...writeParts(root, messageId)])
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const mime = { message, envelope, messageId, date, chunks, size, eightBit: !chunks.every(isAscii) }
  const finished = policy.sevenBit ? toSevenBit(mime) : mime
  return signer ? signer.sign(finished) : finished
}
