/** How large the messages of a batch are together, by rendering them again. */
import { setImmediate } from 'node:timers/promises'
import { openBatch } from '../batch/open-batch.ts'
import type { FileReader } from '../batch/ports.ts'
import type { Journal } from '../journal/journal.ts'

/** Messages rendered: more would keep a person waiting and say nothing new. */
const MOST = 2_000

/** Rendered before others get a turn. */
const PORTION = 100

export interface BatchSize {
  readonly octets: number
  /** False: told from a part of the messages, or without their signatures. */
  readonly isExact: boolean
}

/** Of the messages that were accepted. */
export async function batchSize(journal: Journal, batchId: string, files: FileReader): Promise<BatchSize> {
  const { renderer, settings } = openBatch(journal, batchId, files, null)
  const { accepted } = journal.totals(batchId)
  const every = Math.max(1, Math.ceil(accepted / MOST))
  let seen = 0
  let rendered = 0
  let octets = 0
  for (const { cells, messageId, date } of journal.rows(batchId, { states: ['accepted'] })) {
    if (seen++ % every !== 0 || messageId === null || date === null) continue
    octets += (await renderer.render(cells, { messageId, date: new Date(date) })).size
    if (++rendered % PORTION === 0) await setImmediate()
  }
  const isWhole = rendered === accepted
  return {
    octets: isWhole ? octets : Math.round((octets / Math.max(1, rendered)) * accepted),
    isExact: isWhole && settings.signedBy === undefined,
  }
}
