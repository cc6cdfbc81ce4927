/** The same message for a server without 8BITMIME. */
import { isAscii } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage } from '../../shared/mail-types.ts'
import { splitEntity } from './entity.ts'
import { joinChunks } from './octets.ts'
import { reencode } from './reencode.ts'

/**
 * Re-encodes every part with octets above 127, inside attached messages too, to quoted-printable or base64.
 * Envelope, Message-ID and decoded content stay. Throws InputError `needs-smtputf8` when the header itself
 * is not ASCII, `invalid-attachment` when an attached message cannot be re-encoded.
 */
export function toSevenBit(mime: MimeMessage): MimeMessage {
  if (!mime.eightBit) return mime
  const bytes = joinChunks(mime)
  if (!isAscii(Buffer.from(splitEntity(bytes).headers, 'latin1'))) {
    const problem = 'The header of the message is not ASCII, which needs a server with SMTPUTF8.'
    throw new InputError('needs-smtputf8', problem, { field: 'headers' })
  }
  const sevenBit = reencode(bytes, { eightBit: false, field: 'attachments' })
  return { ...mime, chunks: [sevenBit], size: sevenBit.length, eightBit: false }
}
