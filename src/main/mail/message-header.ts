/** The header block and the envelope of a message: who, when, under which name, and whatever was added. */
import type { Envelope, Message, MessageStamp, MimePolicy } from '../../shared/mail-types.ts'
import { type Address, parseAddress, parseAddressList } from './address.ts'
import { formatDate } from './date.ts'
import { BadHeaderError } from './errors.ts'
import {
  addressHeaderLine,
  assertHeaderName,
  assertHeaderValue,
  type HeaderOptions,
  headerLine,
  isAddressHeader,
} from './headers.ts'
import { visible } from './visible.ts'

export interface MessageHeader {
  /** The lines, each ending in CRLF, without MIME-Version and Content-*. */
  readonly lines: string
  readonly envelope: Envelope
  readonly messageId: string
  readonly date: Date
}

const messageIdPattern = /^<[!-;=?-~]{1,248}>$/

/** RFC 5322 section 3.3, with the zone names of its obsolete form. */
const datePattern =
  /^(?:[a-z]{3}, *)?\d{1,2} +[a-z]{3} +\d{4} +\d\d:\d\d(?::\d\d)? +(?:[+-]\d{4}|[a-z]{1,3})$/i

/** To, Cc and Bcc in this order, as written, without blanks. */
export function recipients(message: Pick<Message, 'to' | 'cc' | 'bcc'>): readonly string[] {
  return [...message.to, ...message.cc, ...message.bcc].filter(isFilled)
}

/**
 * From, To, Cc, Reply-To, Subject, Date, Message-ID, then the extra headers in their order. An extra header
 * of one of these names takes its place, in the header only: the envelope follows the fields.
 * A blank From gives no header and an empty envelope address. Throws the errors of what it is made from.
 */
export function messageHeader(message: Message, stamp: MessageStamp, policy: MimePolicy): MessageHeader {
  const options: HeaderOptions = { charset: message.charset, smtpUtf8: policy.smtpUtf8 }
  const parse = (field: string, values: readonly string[]): readonly Address[] =>
    values.filter(isFilled).map((value) => parseAddress(value, field, policy))
  const [from] = parse('from', [message.from])
  const to = parse('to', message.to)
  const cc = parse('cc', message.cc)
  const bcc = parse('bcc', message.bcc)

  const extra = extraHeaders(message, policy, options)
  const made: readonly (readonly [name: string, line: string])[] = [
    ['From', addressLine('From', from ? [from] : [], options)],
    ['To', addressLine('To', to, options)],
    ['Cc', addressLine('Cc', cc, options)],
    ['Reply-To', addressLine('Reply-To', parse('replyTo', message.replyTo), options)],
    ['Subject', headerLine('Subject', message.subject, options)],
    ['Date', `Date: ${formatDate(stamp.date, policy.timeZone)}\r\n`],
    ['Message-ID', `Message-ID: ${checkedMessageId(stamp.messageId)}\r\n`],
  ]
  const lines = new Map(made.map(([name, line]) => [name.toLowerCase(), line]))
  for (const [key, { line }] of extra) lines.set(key, line)

  const ownDate = extra.get('date')
  return {
    lines: [...lines.values()].join(''),
    envelope: {
      from: from?.address ?? '',
      to: [...new Set([...to, ...cc, ...bcc].map(({ address }) => address))],
    },
    messageId: extra.get('message-id')?.value ?? stamp.messageId,
    date: ownDate ? parseDate(ownDate.value) : stamp.date,
  }
}

function addressLine(name: string, addresses: readonly Address[], options: HeaderOptions): string {
  return addresses.length === 0 ? '' : addressHeaderLine(name, addresses, options)
}

/** By lower-case name. A replaced entry of a Map keeps its place, which is what an override should do. */
function extraHeaders(
  message: Message,
  policy: MimePolicy,
  options: HeaderOptions,
): ReadonlyMap<string, { readonly value: string; readonly line: string }> {
  const extra = new Map<string, { value: string; line: string }>()
  for (const [name, value] of Object.entries(message.headers)) {
    assertHeaderName(name)
    assertHeaderValue(name, value)
    const key = name.toLowerCase()
    if (extra.has(key)) throw new BadHeaderError(name, `The header ${name} is given twice; keep one of them.`)
    const line = isAddressHeader(name)
      ? addressLine(name, parseAddressList(value, name, policy), options)
      : headerLine(name, value, options)
    extra.set(key, { value, line })
  }
  return extra
}

function checkedMessageId(messageId: string): string {
  if (messageIdPattern.test(messageId)) return messageId
  const problem = `The Message-ID ${visible(messageId)} must be up to 250 printable ASCII characters in angle brackets.`
  throw new BadHeaderError('Message-ID', problem)
}

function parseDate(value: string): Date {
  const date = new Date(value)
  if (datePattern.test(value) && !Number.isNaN(date.getTime())) return date
  const problem = `The header Date ${visible(value)} must look like "Fri, 09 Nov 2001 01:08:47 +0000".`
  throw new BadHeaderError('Date', problem)
}

function isFilled(value: string): boolean {
  return value.trim() !== ''
}
