/** What this app sent or captured: single messages, the sandbox, and the messages of batches. */
import { join } from 'node:path'
import type { z } from 'zod'
import type { DraftContent, FileInfo } from '../../shared/draft-types.ts'
import { fromErrorData } from '../../shared/error-data.ts'
import { InputError } from '../../shared/errors.ts'
import type { DeliveryState, MimeMessage, RecipientResult, SendResult } from '../../shared/mail-types.ts'
import type { OutboxGroup, OutboxGroupInfo, OutboxMessage, OutboxPage } from '../../shared/outbox-types.ts'
import type { Dispatched } from '../compose/compose-service.ts'
import { draftDocument } from '../compose/draft-document.ts'
import { draftOfEml } from '../compose/eml-draft.ts'
import type { DraftStore } from '../drafts/draft-store.ts'
import { partContent, viewMessage } from '../inspect/view-message.ts'
import type { AppContext } from '../ipc/app-context.ts'
import { BatchMessages } from './batch-messages.ts'
import { CaughtMessages } from './caught-messages.ts'
import { MessageDrafts } from './message-drafts.ts'
import { placeOf, unknownMessage } from './message-place.ts'
import { OutboxStore } from './outbox-store.ts'
import { SingleDelivery } from './single-delivery.ts'
import { SingleMessages } from './single-messages.ts'
import { contentOf, entryOf, hasNotLeft, reachedNobody, type StoredMessage } from './stored-message.ts'

export interface OutboxParts extends Pick<AppContext, 'core' | 'files' | 'pages' | 'emit'> {
  readonly drafts: Pick<DraftStore, 'get' | 'save' | 'remove'>
  readonly schema: z.ZodType<DraftContent>
}

/** Everything but the view, which takes time to make. */
interface Opened extends Omit<OutboxMessage, 'view'> {
  readonly bytes: Uint8Array
  readonly envelope: MimeMessage['envelope'] | null
}

/** Milliseconds the counts wait for what has just been caught; what comes later is told as an event. */
const GLANCE = 30

export class Outbox {
  readonly caught: CaughtMessages
  readonly #parts: OutboxParts
  readonly #store: OutboxStore
  readonly #messages: SingleMessages
  readonly #delivery: SingleDelivery
  readonly #batches: BatchMessages
  readonly #drafts: MessageDrafts
  #closing: Promise<void> | null = null

  constructor(parts: OutboxParts) {
    const { core, emit } = parts
    this.#parts = parts
    this.#store = new OutboxStore(core.dataDir)
    this.#messages = new SingleMessages(this.#store, core.clock.now)
    this.#drafts = new MessageDrafts(parts.drafts, parts.schema)
    this.#messages.recover()
    // It may have left when the program was killed: sending its draft would send it twice.
    for (const message of this.#messages.inState('uncertain')) this.#drafts.drop(message)
    this.caught = new CaughtMessages(this.#store, join(core.dataDir, 'sandbox'), (messages) =>
      emit({ name: 'sandbox', data: { messages } }),
    )
    this.#batches = new BatchMessages(core)
    this.#delivery = new SingleDelivery({
      core,
      store: this.#store,
      messages: this.#messages,
      rebuild: (message) => this.#rebuild(message),
      onAttempted: (message) => {
        if (!reachedNobody(message)) this.#drafts.drop(message)
      },
      onChange: (id) => this.#changed(id),
    })
  }

  /** Kept, exactly as it will leave, before this returns; sent when its time comes. The id names it from now on. */
  enqueue(message: Dispatched): string {
    const id = this.#messages.add(message)
    this.#delivery.schedule(id, 'queued', message.sendsAt)
    return `s:${id}`
  }

  /** Now. Throws why no server could be asked; then it is not kept, since it would be tried again unasked. */
  async deliver(message: Dispatched): Promise<SendResult> {
    const id = this.#messages.add(message)
    await this.#delivery.deliver(id, 'queued')
    const { problem, results, state, messageId, queueId } = this.#messages.get(id)
    if (problem !== null) {
      await this.remove([`s:${id}`])
      throw fromErrorData(problem)
    }
    return { messageId, state: isSettled(state) ? state : 'failed', recipients: results, queueId }
  }

  /** True when it had not begun to leave; its draft is there again. */
  undo(id: string): boolean {
    const place = placeOf(id)
    if (place.kind !== 'single') return false
    return this.#takeBack(this.#messages.get(place.id)) !== null
  }

  /** Gives its draft; null where it has begun to leave. */
  #takeBack(message: StoredMessage): string | null {
    if (!this.#messages.takeBack(message.id)) return null
    this.#delivery.unschedule(message.id)
    const draftId = this.#drafts.keep(message)
    this.#changed(message.id)
    return draftId
  }

  async groups(): Promise<readonly OutboxGroupInfo[]> {
    await this.caught.refresh(GLANCE)
    return [
      { group: { kind: 'single' }, name: '', messages: this.#store.count('message'), batch: null },
      { group: { kind: 'sandbox' }, name: '', messages: this.caught.count(), batch: null },
      ...this.#batches.groups(),
    ]
  }

  async list(group: OutboxGroup, search: string, offset: number, limit: number): Promise<OutboxPage> {
    if (group.kind === 'sandbox') return this.caught.list(search, offset, limit)
    if (group.kind === 'batch') return this.#batches.list(group.batchId, search, offset, limit)
    return this.#messages.list(search, offset, limit)
  }

  async message(id: string): Promise<OutboxMessage> {
    const { bytes, envelope, ...opened } = await this.#open(id)
    return { ...opened, view: await viewMessage(bytes, envelope, this.#parts.pages) }
  }

  /** Those who were put off, or all where no server was reached, again, as the same message. */
  async retry(id: string): Promise<{ readonly recipients: readonly RecipientResult[] }> {
    const message = this.#single(id)
    const states = ['deferred', 'queued', ...(message.isUnreached ? (['failed'] as const) : [])] as const
    if (!states.some((state) => state === message.state)) {
      throw conflict('Nothing of this message is left to send again.')
    }
    await this.#delivery.deliver(message.id, ...states)
    return { recipients: this.#messages.get(message.id).results }
  }

  /** The user's word on a message nobody knows the fate of, or that waits since a crash. */
  async resolve(id: string, decision: 'resend' | 'sent'): Promise<void> {
    const { id: key, state, results } = this.#single(id)
    if (state === 'queued' && decision === 'resend') return this.#delivery.deliver(key, 'queued')
    if (state !== 'uncertain')
      throw conflict('What became of this message is known: there is nothing to decide.')
    if (decision === 'resend') return this.#delivery.deliver(key, 'uncertain')
    this.#messages.takeAsSent(key, results)
    this.#changed(key)
  }

  /** As a draft. A message that has not left is taken out of the outbox, so that it cannot leave as well. */
  async edit(id: string): Promise<{ readonly content: DraftContent; readonly draftId: string | null }> {
    const place = placeOf(id)
    if (place.kind !== 'single') {
      const { bytes } = await this.#open(id)
      return { content: await draftOfEml(bytes, this.#parts.files), draftId: null }
    }
    const message = this.#messages.get(place.id)
    if (message.state === 'attempting') throw conflict('This message is being sent now: wait for its result.')
    const draftId = hasNotLeft(message) ? this.#takeBack(message) : this.#drafts.unchanged(message)
    return { content: contentOf(message, this.#parts.schema), draftId }
  }

  /** All or none of them. */
  async remove(ids: readonly string[]): Promise<void> {
    const places = ids.map(placeOf)
    for (const place of places) {
      if (place.kind === 'batch') throw conflict('The messages of a batch are its record: they stay with it.')
      if (place.kind === 'single' && this.#messages.get(place.id).state === 'attempting')
        throw conflict('A message is being sent now: wait for its result, then remove it.')
      if (place.kind === 'caught' && !this.caught.has(place.name)) throw unknownMessage()
    }
    const singles = places.flatMap((place) => (place.kind === 'single' ? [place.id] : []))
    for (const id of singles) this.#delivery.unschedule(id)
    this.#store.transaction(() => {
      for (const id of singles) this.#store.remove('message', id)
    })
    for (const id of singles) this.#changed(id)
    const names = places.flatMap((place) => (place.kind === 'caught' ? [place.name] : []))
    if (names.length > 0) await this.caught.remove(names)
  }

  async eml(id: string): Promise<FileInfo> {
    const { entry, bytes } = await this.#open(id)
    return this.#parts.files.add(`${fileName(entry.subject)}.eml`, 'message/rfc822', bytes)
  }

  async part(id: string, path: string): Promise<FileInfo> {
    const found = partContent((await this.#open(id)).bytes, path)
    if (!found) throw new InputError('unknown-item', 'The message has no such part.')
    return this.#parts.files.add(found.name, found.mimetype, found.content)
  }

  /** Mail under way ends first, and what only waited for undo leaves. A second call does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#delivery.close()
    await this.caught.close()
    this.#store.close()
  }

  async #open(id: string): Promise<Opened> {
    const place = placeOf(id)
    if (place.kind === 'batch') return this.#batches.message(place.batchId, place.row)
    if (place.kind === 'caught') {
      const caught = await this.caught.message(place.name)
      const fate = {
        recipients: [],
        problem: null,
        nextAttemptAt: null,
        waitsForTurn: false,
        queueId: place.name,
      }
      return { ...caught, ...fate, profile: null, fidelity: 'kept' }
    }
    const message = this.#messages.get(place.id)
    const bytes = this.#store.bytes(place.id)
    if (!bytes) throw unknownMessage()
    const { envelope, results: recipients, queueId, profile, bodySentAt } = message
    const { problem, nextAttemptAt } = message
    const hasLeft = bodySentAt !== null || recipients.some(({ state }) => state === 'accepted')
    const fidelity = hasLeft ? 'kept' : 'not-sent'
    const waitsForTurn = this.#delivery.waitsForTurn(place.id)
    const fate = { recipients, problem, nextAttemptAt, waitsForTurn, queueId }
    return { entry: entryOf(message), bytes, envelope, ...fate, profile, fidelity }
  }

  #single(id: string): StoredMessage {
    const place = placeOf(id)
    if (place.kind === 'single') return this.#messages.get(place.id)
    throw conflict(
      'Only single messages are sent again from here: use the history of the batch for its rows.',
    )
  }

  async #rebuild(message: StoredMessage): Promise<MimeMessage> {
    const { core, files, schema } = this.#parts
    const profile = core.resolveProfile({ profile: message.profile ?? undefined, options: {} })
    const document = draftDocument(contentOf(message, schema), files, profile.defaults.charset)
    const { messageId, date } = message
    const stamped = { ...document, messageId, date: new Date(date).toISOString() }
    // Its bytes were kept, signature and all; only its fields are wanted.
    const unsigned = { ...profile, profile: { ...profile.profile, dkim: undefined } }
    return core.buildMessage(stamped, core.dataDir, unsigned)
  }

  #changed(id: string): void {
    this.#parts.emit({ name: 'outbox', data: { id: `s:${id}` } })
    // It may have gone to the sandbox.
    void this.caught.refresh(0)
  }
}

function fileName(subject: string): string {
  return (
    subject
      .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'message'
  )
}

function conflict(message: string): InputError {
  return new InputError('state-conflict', message)
}

function isSettled(state: StoredMessage['state']): state is DeliveryState {
  return state !== 'queued' && state !== 'attempting'
}
