/** Speaks to a stranger's backend: one message at a time, every answer checked before it is believed. */
import { z } from 'zod'
import type { Envelope, MimeMessage, RecipientResult, Reply, SendResult } from '../../shared/mail-types.ts'
import { type Destination, sameForAll } from './sequential.ts'
import { SessionError } from './session-error.ts'

/** What a custom backend is given for each message. */
export interface CustomMessage {
  readonly envelope: Envelope
  readonly messageId: string
  readonly date: Date
  /** The finished message, CRLF line endings. */
  readonly bytes: Uint8Array
  /** The fields it was made from, to be read only. */
  readonly message: MimeMessage['message']
}

export interface CustomBackend {
  open?(): unknown
  close?(): unknown
  sendMessages(messages: readonly CustomMessage[]): unknown
}

const replyFields = {
  code: z.int().min(100).max(999).nullish(),
  enhanced: z.string().nullish(),
  text: z.string().optional(),
}
const state = z.enum(['accepted', 'failed', 'deferred', 'uncertain'])
const answerSchema = z.strictObject({
  state,
  ...replyFields,
  recipients: z.array(z.strictObject({ address: z.string(), state, ...replyFields })).optional(),
})
/** One answer for the one message, how many were sent, or nothing, which means all is well. */
const returnSchema = z.union([z.tuple([answerSchema]), z.literal([0, 1]), z.undefined(), z.null()])
const thrownSchema = z.object({
  message: z.string().default('no reason given'),
  state: z.enum(['failed', 'deferred']).optional().catch(undefined),
  code: replyFields.code.catch(null),
  sessionFailure: z.boolean().default(false).catch(false),
  transient: z.boolean().default(false).catch(false),
})

type Answer = z.output<typeof answerSchema>

export function customDestination(name: string, backend: CustomBackend): Destination {
  return {
    async open() {
      try {
        await backend.open?.()
      } catch (error) {
        throw sessionFailure(name, error)
      }
    },
    async close() {
      try {
        await backend.close?.()
      } catch {
        // Every message was settled before; what goes wrong now changes nothing about them.
      }
    },
    async deliver(message) {
      let returned: unknown
      try {
        returned = await backend.sendMessages([handedOver(message)])
      } catch (error) {
        return afterThrow(name, message, error)
      }
      return afterReturn(name, message, returned)
    },
  }
}

function handedOver({ envelope, messageId, date, chunks, message }: MimeMessage): CustomMessage {
  const to = Object.freeze([...envelope.to])
  return Object.freeze({
    envelope: Object.freeze({ from: envelope.from, to }),
    messageId,
    date: new Date(date),
    bytes: new Uint8Array(Buffer.concat(chunks)),
    message,
  })
}

function afterReturn(name: string, message: MimeMessage, returned: unknown): SendResult {
  const parsed = returnSchema.safeParse(returned)
  if (!parsed.success)
    return unclear(name, message, `returned something else than a result (${shown(returned)})`)
  const value = parsed.data
  if (value === undefined || value === null || value === 1) return sameForAll(message, 'accepted', reply({}))
  if (value === 0) return sameForAll(message, 'failed', reply({ text: `${name} says it sent 0 messages.` }))
  const [answer] = value
  const stranger = answer.recipients?.find(({ address }) => !message.envelope.to.includes(address))
  if (stranger) return unclear(name, message, `answered for ${shown(stranger.address)}, who is no recipient`)
  return perRecipient(message, answer)
}

function afterThrow(name: string, message: MimeMessage, error: unknown): SendResult {
  const thrown = thrownSchema.safeParse(plain(error)).data
  if (error instanceof SessionError || thrown?.sessionFailure) throw sessionFailure(name, error)
  if (thrown?.state)
    return sameForAll(message, thrown.state, reply({ code: thrown.code, text: thrown.message }))
  return unclear(name, message, `failed after it was given the message (${thrown?.message ?? shown(error)})`)
}

function sessionFailure(name: string, error: unknown): SessionError {
  if (error instanceof SessionError) return error
  const thrown = thrownSchema.safeParse(plain(error)).data
  return new SessionError('backend-unavailable', `${name} cannot send: ${thrown?.message ?? shown(error)}`, {
    transient: thrown?.transient ?? false,
    cause: error,
  })
}

function perRecipient(message: MimeMessage, answer: Answer): SendResult {
  const recipients = message.envelope.to.map((address): RecipientResult => {
    const own = answer.recipients?.find((one) => one.address === address) ?? answer
    return { address, state: own.state, ...reply(own) }
  })
  const states = new Set([answer.state, ...recipients.map((one) => one.state)])
  const worst = WORST_FIRST.find((one) => states.has(one)) ?? answer.state
  return { messageId: message.messageId, state: worst, recipients, queueId: null }
}

/** As the batch engine ranks them: whoever may still be tried again decides. */
const WORST_FIRST = ['uncertain', 'deferred', 'failed', 'accepted'] as const

/** Whatever happened, the message was out of our hands: it may have been sent, so it is never resent by itself. */
function unclear(name: string, message: MimeMessage, what: string): SendResult {
  return sameForAll(message, 'uncertain', reply({ text: `${name} ${what}: it may have been sent.` }))
}

function reply({ code = null, enhanced = null, text = '' }: Partial<Answer>): Reply {
  return { code, enhanced, text }
}

/** An Error's message sits on its prototype chain's terms; zod wants plain properties. */
function plain(error: unknown): unknown {
  return error instanceof Error ? { ...error, message: error.message } : error
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 120)
}
