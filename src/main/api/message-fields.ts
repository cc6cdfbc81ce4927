/** The two ways to fill in a message: an object of named fields, or Django's order of positions. */
import { InputError } from '../../shared/errors.ts'
import type { MimePolicy } from '../../shared/mail-types.ts'
import type { AlternativeInput } from './alternative-input.ts'
import type { AttachmentInput } from './attachment-input.ts'
import type { Connection } from './connection.ts'
import type { AddressList, Text } from './text.ts'

/** A Date becomes what RFC 5322 wants to see. */
export type HeaderValue = Text | Date

export interface EmailOptions {
  readonly subject?: Text | null | undefined
  readonly body?: Text | null | undefined
  readonly from?: Text | null | undefined
  readonly to?: AddressList | null | undefined
  readonly bcc?: AddressList | null | undefined
  readonly connection?: Connection | null | undefined
  readonly attachments?: readonly AttachmentInput[] | null | undefined
  readonly headers?: Readonly<Record<string, HeaderValue>> | null | undefined
  readonly cc?: AddressList | null | undefined
  readonly replyTo?: AddressList | null | undefined
  readonly contentSubtype?: string | undefined
  readonly charset?: string | null | undefined
  readonly policy?: Partial<MimePolicy> | undefined
}

export interface AlternativesOptions extends EmailOptions {
  readonly alternatives?: readonly AlternativeInput[] | null | undefined
}

type Given<Name extends keyof AlternativesOptions> = AlternativesOptions[Name]

/** Django's order of EmailMessage's arguments. */
export type PositionalFields = [
  subject?: Given<'subject'>,
  body?: Given<'body'>,
  from?: Given<'from'>,
  to?: Given<'to'>,
  bcc?: Given<'bcc'>,
  connection?: Given<'connection'>,
  attachments?: Given<'attachments'>,
  headers?: Given<'headers'>,
  cc?: Given<'cc'>,
  replyTo?: Given<'replyTo'>,
]

/** Django's order of EmailMultiAlternatives' arguments. */
export type PositionalAlternatives = [
  subject?: Given<'subject'>,
  body?: Given<'body'>,
  from?: Given<'from'>,
  to?: Given<'to'>,
  bcc?: Given<'bcc'>,
  connection?: Given<'connection'>,
  attachments?: Given<'attachments'>,
  headers?: Given<'headers'>,
  alternatives?: Given<'alternatives'>,
  cc?: Given<'cc'>,
  replyTo?: Given<'replyTo'>,
]

const NAMES: readonly string[] = [
  ...['subject', 'body', 'from', 'to', 'bcc', 'connection', 'attachments', 'headers', 'cc', 'replyTo'],
  ...['contentSubtype', 'charset', 'policy'],
]

/** Throws an InputError `unknown-option` for a name that is no field. */
export function readFields(args: [EmailOptions?] | PositionalFields): EmailOptions {
  if (areNamed(args)) return checked(args[0] ?? {}, NAMES)
  const [subject, body, from, to, bcc, connection, attachments, headers, cc, replyTo] = args
  return { subject, body, from, to, bcc, connection, attachments, headers, cc, replyTo }
}

/** Throws an InputError `unknown-option` for a name that is no field. */
export function readAlternativesFields(
  args: [AlternativesOptions?] | PositionalAlternatives,
): AlternativesOptions {
  if (areNamed(args)) return checked(args[0] ?? {}, [...NAMES, 'alternatives'])
  const [subject, body, from, to, bcc, connection, attachments, headers, alternatives, cc, replyTo] = args
  return { subject, body, from, to, bcc, connection, attachments, headers, alternatives, cc, replyTo }
}

/** A subject that is an object has a text of its own; the object of fields has not. */
function areNamed<Options>(args: [Options?] | readonly unknown[]): args is [Options?] {
  const [first] = args
  return typeof first === 'object' && first !== null && first.toString === Object.prototype.toString
}

function checked<Options extends EmailOptions>(options: Options, known: readonly string[]): Options {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return options
  throw new InputError('unknown-option', `A message has no field "${unknown}"; it has ${known.join(', ')}.`, {
    field: unknown,
  })
}
