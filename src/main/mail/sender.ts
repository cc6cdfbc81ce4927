/** A message may be previewed without a sender, but not sent: the null sender is for bounces (RFC 5321, 4.5.5). */
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage } from '../../shared/mail-types.ts'

/** Throws InputError `missing-sender`. */
export function withSender(mime: MimeMessage): MimeMessage {
  if (mime.envelope.from !== '') return mime
  throw missingSender()
}

export function missingSender(): InputError {
  return new InputError(
    'missing-sender',
    'The message has no sender: give it a "from", or set one in the profile or the settings.',
    { field: 'from' },
  )
}
