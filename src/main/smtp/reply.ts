/** What a server's reply means for a recipient, a message or the whole session (docs/delivery.md). */
import type { ErrorCode } from '../../shared/errors.ts'
import type { Reply } from '../../shared/mail-types.ts'
import type { ServerReply } from './reply-reader.ts'

/** The step a reply answers. `dot` is the end of the message. */
export type Stage = 'mail' | 'rcpt' | 'data' | 'dot'

/** At `rcpt` an effect is about that recipient, elsewhere about the message, unless it says otherwise. */
export type Effect =
  | { readonly kind: 'ok' }
  | { readonly kind: 'deferred' }
  | { readonly kind: 'failed'; readonly note?: string }
  /** The transaction is full: this recipient goes into the next one. */
  | { readonly kind: 'next-transaction' }
  /** Nothing more can be sent this way; the message was not delivered. */
  | { readonly kind: 'session'; readonly code: ErrorCode }
  /** 421: the message was not delivered and the connection ends. */
  | { readonly kind: 'closing' }
  /** Not an answer to what was asked: the two sides have lost step. */
  | { readonly kind: 'out-of-step' }

interface Rule {
  readonly stages: readonly Stage[]
  readonly when: (reply: ServerReply) => boolean
  readonly effect: Effect
}

const ALL: readonly Stage[] = ['mail', 'rcpt', 'data', 'dot']
const LOGIN_CODES: readonly number[] = [530, 534, 535, 538]

/** The first rule that fits decides. Enhanced codes refine within what the basic code's first digit says. */
const RULES: readonly Rule[] = [
  { stages: ALL, when: is(421), effect: { kind: 'closing' } },
  { stages: ALL, when: is(221), effect: { kind: 'out-of-step' } },
  {
    stages: ALL,
    when: (reply) => isRefusal(reply) && (LOGIN_CODES.includes(reply.code) || subject(reply, '7.8', '7.9')),
    effect: { kind: 'session', code: 'login-refused' },
  },
  // Size and content belong to the message, everything else that MAIL is refused for to the sender.
  {
    stages: ['mail'],
    when: (reply) =>
      isClass(reply, 5) && (reply.code === 552 || subject(reply, '3.4') || subject(reply, '6.')),
    effect: { kind: 'failed' },
  },
  { stages: ['mail'], when: ofClass(5), effect: { kind: 'session', code: 'sender-refused' } },
  {
    stages: ['rcpt'],
    when: (reply) =>
      (reply.code === 452 || reply.code === 552) &&
      (subject(reply, '5.3') || /too many recipients/i.test(reply.text)),
    effect: { kind: 'next-transaction' },
  },
  {
    stages: ALL,
    when: (reply) => isClass(reply, 5) && subject(reply, '2.2'),
    effect: { kind: 'failed', note: 'the mailbox is full: worth retrying later' },
  },
  { stages: ALL, when: ofClass(4), effect: { kind: 'deferred' } },
  { stages: ALL, when: ofClass(5), effect: { kind: 'failed' } },
  { stages: ['data'], when: ofClass(3), effect: { kind: 'ok' } },
  { stages: ['mail', 'rcpt', 'dot'], when: ofClass(2), effect: { kind: 'ok' } },
]

/** Pure: the same reply at the same stage always has the same effect. */
export function classify(reply: ServerReply, stage: Stage): Effect {
  const rule = RULES.find(({ stages, when }) => stages.includes(stage) && when(reply))
  return rule?.effect ?? { kind: 'out-of-step' }
}

/** The reply as a journal and a report keep it, with our remark in brackets. */
export function withNote({ code, enhanced, text }: Reply, note: string | undefined): Reply {
  return { code, enhanced, text: note ? `${text} (${note})`.trim() : text }
}

/** An answer of our own, where no server was asked or none answered. */
export function ownReply(text: string, enhanced: string | null = null): Reply {
  return { code: null, enhanced, text }
}

/** `550 5.1.1 no such user`, for sentences. */
export function quoted({ code, enhanced, text }: Reply): string {
  return [code, enhanced, text].filter((part) => part !== null && part !== '').join(' ')
}

function is(code: number): (reply: ServerReply) => boolean {
  return (reply) => reply.code === code
}

function ofClass(digit: number): (reply: ServerReply) => boolean {
  return (reply) => isClass(reply, digit)
}

function isClass(reply: ServerReply, digit: number): boolean {
  return Math.floor(reply.code / 100) === digit
}

function isRefusal(reply: ServerReply): boolean {
  return isClass(reply, 4) || isClass(reply, 5)
}

/** Whether the enhanced code, its class digit aside, is one of these; a trailing dot takes the whole family. */
function subject({ enhanced }: ServerReply, ...details: readonly string[]): boolean {
  const tail = enhanced?.slice(2)
  return (
    tail !== undefined &&
    details.some((detail) => (detail.endsWith('.') ? tail.startsWith(detail) : tail === detail))
  )
}
