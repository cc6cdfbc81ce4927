/** Writes a message after 354 and reads the answer to its final dot. Knows whether the dot has left. */
import type { DeliveryHooks } from '../backends/backend.ts'
import { BrokenConnection, outOfStep, serverClosing } from './broken-connection.ts'
import type { Delivery } from './delivery.ts'
import { dotStuffed } from './dot-stuffing.ts'
import type { Timeouts } from './options.ts'
import { classify, withNote } from './reply.ts'
import type { ServerReply } from './reply-reader.ts'
import { sessionRefusal } from './session-refusal.ts'
import type { Wire } from './wire.ts'

export interface BodyExchange {
  readonly wire: Wire
  readonly host: string
  readonly timeouts: Timeouts
  readonly hooks: DeliveryHooks
  /** Awaited after the hook: commands to leave in the same write as the dot, or ''. */
  readonly behindDot: () => Promise<string>
}

/** Octets between two looks at the other side; also bounds what waits in memory beside the message. */
const BLOCK = 256 * 1024

/**
 * Settles the accepted recipients. Rejects with a BrokenConnection or SmtpError, and with whatever the
 * hook rejects with; the final dot was then not written.
 */
export async function sendBody(
  exchange: BodyExchange,
  delivery: Delivery,
  accepted: readonly number[],
): Promise<void> {
  const { wire, timeouts, hooks, behindDot } = exchange
  delivery.bodyBegun = true
  let block: Uint8Array[] = []
  let size = 0
  for (const piece of pieces(delivery.outgoing.chunks)) {
    block.push(piece)
    size += piece.length
    if (size < BLOCK) continue
    wire.write(block)
    await wire.drained(timeouts.block)
    await stopWhenRefused(exchange, delivery)
    block = []
    size = 0
  }
  await hooks.beforeBodySent?.(delivery.outgoing.message)
  const next = await behindDot()
  await stopWhenRefused(exchange, delivery)
  if (wire.broken) throw wire.broken

  delivery.dotLeaves(accepted)
  wire.write([...block, '.\r\n', next])
  const reply = await wire.reply(timeouts.finalDot)
  answered(exchange, delivery, accepted, reply)
}

/** No piece is longer than a block, so that a slow line is given its time for each. */
function* pieces(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const chunk of dotStuffed(chunks)) {
    for (let start = 0; start < chunk.length; start += BLOCK) yield chunk.subarray(start, start + BLOCK)
  }
}

/** A server may give up on a message that is still coming. It is not complete, so it is not delivered. */
async function stopWhenRefused({ wire, host }: BodyExchange, delivery: Delivery): Promise<void> {
  if (!wire.hasReply) return
  const reply = await wire.reply(0)
  const effect = classify(reply, 'dot')
  switch (effect.kind) {
    case 'closing':
      throw serverClosing(reply)
    case 'session':
      throw sessionRefusal(host, effect.code, reply)
    case 'deferred':
    case 'failed':
      delivery.settle(delivery.waiting, effect.kind, reply)
      throw new BrokenConnection(
        'refused-early',
        'the server refused the message before it was complete',
        reply,
      )
    default:
      throw outOfStep(reply, 'silence until the end of the message')
  }
}

function answered(
  { host }: BodyExchange,
  delivery: Delivery,
  accepted: readonly number[],
  reply: ServerReply,
): void {
  const effect = classify(reply, 'dot')
  if (effect.kind === 'out-of-step' || effect.kind === 'next-transaction') {
    delivery.settle(accepted, 'uncertain', withNote(reply, 'no answer to the message'))
    delivery.dotAnswered()
    throw outOfStep(reply, 'the answer to the message')
  }
  delivery.dotAnswered()
  switch (effect.kind) {
    case 'ok':
      delivery.accepted(accepted, reply)
      return
    case 'failed':
      delivery.settle(delivery.waiting, 'failed', withNote(reply, effect.note))
      return
    case 'deferred':
      delivery.settle(delivery.waiting, 'deferred', reply)
      return
    case 'closing':
      delivery.settle(delivery.waiting, 'deferred', reply)
      throw serverClosing(reply)
    case 'session':
      // The row carries its mark already, so it must be settled: refused, and due again.
      delivery.settle(delivery.waiting, 'deferred', reply)
      throw sessionRefusal(host, effect.code, reply)
  }
}
