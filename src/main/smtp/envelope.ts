/** Opens a transaction: MAIL, RCPT for each recipient of a group, DATA (RFC 5321 section 3.3). */
import { outOfStep, serverClosing } from './broken-connection.ts'
import type { Delivery } from './delivery.ts'
import type { Timeouts } from './options.ts'
import { classify, type Effect, type Stage, withNote } from './reply.ts'
import type { ServerReply } from './reply-reader.ts'
import { sessionRefusal } from './session-refusal.ts'
import type { Wire } from './wire.ts'

export interface EnvelopeExchange {
  readonly wire: Wire
  readonly host: string
  readonly timeouts: Timeouts
  /** `ahead`: the commands are on the wire already. `group`: write them at once. `single`: one by one. */
  readonly mode: 'ahead' | 'group' | 'single'
  /** An earlier transaction was left open: RSET first. */
  readonly reset: boolean
}

export interface OpenedEnvelope {
  /** Recipients the body is due for; empty when the server must not get one. */
  readonly accepted: readonly number[]
  /** The transaction is still open without a body to follow. */
  readonly leftOpen: boolean
}

/** The commands of a group, to be pipelined. */
export function envelopeCommands(delivery: Delivery, group: readonly number[], reset: boolean): string {
  const rcpts = group.map((index) => rcptCommand(delivery, index))
  return [reset ? RSET : '', delivery.outgoing.mailCommand, ...rcpts, DATA].join('')
}

const RSET = 'RSET\r\n'
const DATA = 'DATA\r\n'

function rcptCommand({ addresses }: Delivery, index: number): string {
  return `RCPT TO:<${addresses[index] ?? ''}>\r\n`
}

/**
 * Records refusals in the delivery. Rejects with a BrokenConnection, or with a SmtpError when the whole
 * session is refused; the connection is of no use after either.
 */
export async function openEnvelope(
  exchange: EnvelopeExchange,
  delivery: Delivery,
  group: readonly number[],
): Promise<OpenedEnvelope> {
  const { wire, timeouts, mode, reset } = exchange
  const pipelined = mode !== 'single'
  if (mode === 'group') wire.write([envelopeCommands(delivery, group, reset)])
  const ask = (command: string, timeout: number) => {
    if (!pipelined) wire.write([command])
    return wire.reply(timeout)
  }

  if (reset) expectReset(await ask(RSET, timeouts.command))
  const mail = await ask(delivery.outgoing.mailCommand, timeouts.command)
  const sender = checked(exchange, mail, 'mail')
  const senderRefused = sender.kind !== 'ok'
  if (senderRefused) settleRefused(delivery, delivery.waiting, sender, mail)
  if (senderRefused && !pipelined) return { accepted: [], leftOpen: false }

  const accepted: number[] = []
  for (const index of group) {
    const reply = await ask(rcptCommand(delivery, index), timeouts.command)
    // The answers behind a refused MAIL only say that there is no transaction.
    if (senderRefused) continue
    const effect = checked(exchange, reply, 'rcpt')
    if (effect.kind === 'ok') accepted.push(index)
    else if (effect.kind !== 'next-transaction') settleRefused(delivery, [index], effect, reply)
    // Where not even one fits, another transaction would not help.
    else if (accepted.length === 0) delivery.settle([index], 'deferred', reply)
    else if (!pipelined) break
  }
  if (accepted.length === 0 && !pipelined) return { accepted, leftOpen: true }

  const data = await ask(DATA, timeouts.data)
  if (accepted.length === 0) return emptyTransaction(exchange, data, senderRefused)
  const effect = checked(exchange, data, 'data')
  if (effect.kind === 'ok') return { accepted, leftOpen: false }
  settleRefused(delivery, delivery.waiting, effect, data)
  return { accepted: [], leftOpen: true }
}

/** DATA was sent along, yet nobody is left to receive: RFC 2920 section 3.1. */
async function emptyTransaction(
  { wire, timeouts }: EnvelopeExchange,
  data: ServerReply,
  senderRefused: boolean,
): Promise<OpenedEnvelope> {
  if (data.code === 421) throw serverClosing(data)
  if (data.code >= 400) return { accepted: [], leftOpen: true }
  // A server that takes a message without a sender is beyond trust, with any body.
  if (senderRefused || classify(data, 'data').kind !== 'ok') throw outOfStep(data, 'a refusal of DATA')
  wire.write(['.\r\n'])
  const end = await wire.reply(timeouts.finalDot)
  if (end.code === 421) throw serverClosing(end)
  return { accepted: [], leftOpen: false }
}

function expectReset(reply: ServerReply): void {
  if (reply.code === 421) throw serverClosing(reply)
  if (reply.code < 200 || reply.code >= 300) throw outOfStep(reply, '250 to RSET')
}

type Answer = Extract<Effect, { kind: 'ok' | 'deferred' | 'failed' | 'next-transaction' }>

/** Lets through what concerns this message alone, throws the rest. */
function checked({ host }: EnvelopeExchange, reply: ServerReply, stage: Stage): Answer {
  const effect = classify(reply, stage)
  switch (effect.kind) {
    case 'closing':
      throw serverClosing(reply)
    case 'out-of-step':
      throw outOfStep(reply, stage === 'data' ? '354' : `an answer to ${stage.toUpperCase()}`)
    case 'session':
      throw sessionRefusal(host, effect.code, reply)
    default:
      return effect
  }
}

function settleRefused(
  delivery: Delivery,
  indexes: readonly number[],
  effect: Answer,
  reply: ServerReply,
): void {
  const state = effect.kind === 'failed' ? 'failed' : 'deferred'
  delivery.settle(indexes, state, withNote(reply, effect.kind === 'failed' ? effect.note : undefined))
}
