/** The messages of a batch: built anew from its frozen rows, and compared with what was recorded of them. */
import { setImmediate } from 'node:timers/promises'
import { InputError } from '../../shared/errors.ts'
import type { Envelope, MimeMessage } from '../../shared/mail-types.ts'
import type { OutboxEntry, OutboxGroupInfo, OutboxMessage, OutboxPage } from '../../shared/outbox-types.ts'
import { thaw } from '../batch/frozen-batch.ts'
import { openBatch } from '../batch/open-batch.ts'
import { rowRecord } from '../csv/table.ts'
import type { AppContext } from '../ipc/app-context.ts'
import type { JournalRow } from '../journal/journal.ts'
import { contentHash } from '../mail/content-hash.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { joinChunks } from '../mail/mime.ts'
import { compileTemplate } from '../template/template.ts'

/** Rows searched before others get their turn. */
const PORTION = 2_000

/** Subject and sender of a row, without its attachments. */
type Head = (cells: readonly string[]) => { readonly subject: string; readonly from: string }

export interface BatchMessage
  extends Pick<OutboxMessage, 'entry' | 'recipients' | 'problem' | 'nextAttemptAt' | 'queueId' | 'fidelity'> {
  readonly bytes: Uint8Array
  readonly envelope: Envelope
  readonly profile: string | null
}

export class BatchMessages {
  readonly #core: AppContext['core']
  /** Of the batch looked at last. */
  #head: { readonly batchId: string; readonly of: Head } | null = null

  constructor(core: AppContext['core']) {
    this.#core = core
  }

  /** Newest first. */
  groups(): readonly OutboxGroupInfo[] {
    const journal = this.#core.journal()
    return journal
      .batches()
      .map(({ id, name, state }): OutboxGroupInfo => {
        const totals = journal.totals(id)
        const group = { kind: 'batch', batchId: id } as const
        return { group, name, messages: totals.rows, batch: { state, totals } }
      })
      .reverse()
  }

  async list(batchId: string, search: string, offset: number, limit: number): Promise<OutboxPage> {
    const head = this.#headOf(batchId)
    const wanted = search.trim().toLowerCase()
    if (wanted !== '') return this.#search(batchId, head, wanted, offset, limit)
    const entries: OutboxEntry[] = []
    // Rows are numbered from 1 without gaps.
    for (const row of this.#core.journal().rows(batchId, { after: offset })) {
      if (entries.length === limit) break
      entries.push(entryOf(batchId, row, head))
    }
    return { total: this.#core.journal().totals(batchId).rows, entries }
  }

  async message(batchId: string, number: number): Promise<BatchMessage> {
    const journal = this.#core.journal()
    const row = journal.row(batchId, number)
    const { renderer, settings } = openBatch(journal, batchId, this.#core.files, await this.#signing(batchId))
    const messageId = row.messageId ?? this.#core.ids.messageId()
    const stamp = { messageId, date: new Date(row.date ?? this.#core.clock.now()) }
    const mime = await renderer.render(row.cells, stamp)
    const bytes = joinChunks(mime)
    return {
      entry: { ...entryOf(batchId, row, this.#headOf(batchId)), size: bytes.length },
      bytes,
      envelope: mime.envelope,
      recipients: row.recipients,
      problem: null,
      nextAttemptAt: row.state === 'deferred' ? row.nextAttemptAt : null,
      queueId: row.queueId,
      profile: settings.choice.profile ?? settings.choice.backend ?? null,
      fidelity: fidelityOf(row, mime),
    }
  }

  /** Null also where the key has gone: the message is shown without its signature, and differs then. */
  async #signing(batchId: string): Promise<DkimSetup | null> {
    try {
      return await this.#core.signing(thaw(this.#core.journal().batch(batchId)).settings.signedBy)
    } catch (error) {
      if (error instanceof InputError) return null
      throw error
    }
  }

  async #search(
    batchId: string,
    head: Head,
    wanted: string,
    offset: number,
    limit: number,
  ): Promise<OutboxPage> {
    const entries: OutboxEntry[] = []
    let total = 0
    let seen = 0
    for (const row of this.#core.journal().rows(batchId)) {
      seen += 1
      if (seen % PORTION === 0) await setImmediate()
      const isFound = [row.address, row.messageId ?? '', ...row.cells].some((text) =>
        text.toLowerCase().includes(wanted),
      )
      if (!isFound) continue
      total += 1
      if (total > offset && entries.length < limit) entries.push(entryOf(batchId, row, head))
    }
    return { total, entries }
  }

  #headOf(batchId: string): Head {
    if (this.#head?.batchId === batchId) return this.#head.of
    const batch = this.#core.journal().batch(batchId)
    const { template, settings } = thaw(batch)
    const compiled = compileTemplate(template.source, template.file)
    const of: Head = (cells) => {
      try {
        const { subject = '', from } = compiled.render(rowRecord(batch.columns, cells))
        return { subject, from: from ?? settings.defaults.from }
      } catch (error) {
        // The row cannot be a message; its result says why.
        if (!(error instanceof InputError)) throw error
        return { subject: '', from: settings.defaults.from }
      }
    }
    this.#head = { batchId, of }
    return of
  }
}

function entryOf(batchId: string, row: JournalRow, head: Head): OutboxEntry {
  const { number, address, state, settledAt, date } = row
  const id = `b:${batchId}:${number}`
  return { id, ...head(row.cells), to: address, time: settledAt ?? date ?? 0, size: null, state }
}

function fidelityOf(row: JournalRow, mime: MimeMessage): OutboxMessage['fidelity'] {
  if (row.contentHash === null) return 'not-sent'
  return contentHash(mime) === row.contentHash ? 'verified' : 'differs'
}
