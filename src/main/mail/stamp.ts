/** Which Date and Message-ID a message gets: its own where it names them, else those it is given. */
import { InputError } from '../../shared/errors.ts'
import type { MessageStamp } from '../../shared/mail-types.ts'

export function stampOf(
  document: { readonly date?: string | undefined; readonly messageId?: string | undefined },
  given: MessageStamp,
): MessageStamp {
  return {
    date: document.date === undefined ? given.date : parseDate(document.date),
    messageId: document.messageId ?? given.messageId,
  }
}

/** With a zone: the same text must be the same moment on every computer. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** Parses an ISO 8601 time such as 2026-01-02T03:04:05Z. */
function parseDate(text: string): Date {
  const date = new Date(text)
  if (!ISO_TIME.test(text) || Number.isNaN(date.getTime())) {
    throw new InputError(
      'invalid-date',
      `"date" is not a time such as 2026-01-02T03:04:05Z: ${JSON.stringify(text)}.`,
      {
        field: 'date',
      },
    )
  }
  return date
}
