/** What becomes of the draft a message was sent from. */
import type { z } from 'zod'
import type { DraftContent } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { DraftStore } from '../drafts/draft-store.ts'
import { contentOf, type StoredMessage } from './stored-message.ts'

type Drafts = Pick<DraftStore, 'get' | 'save' | 'remove'>

export class MessageDrafts {
  readonly #drafts: Drafts
  readonly #schema: z.ZodType<DraftContent>

  constructor(drafts: Drafts, schema: z.ZodType<DraftContent>) {
    this.#drafts = drafts
    this.#schema = schema
  }

  /** The message has left. Words written into the draft since then are no part of it and stay. */
  drop(message: StoredMessage): void {
    if (message.draft === null) return
    try {
      const { content } = this.#drafts.get(message.draft)
      if (JSON.stringify(content) !== JSON.stringify(contentOf(message, this.#schema))) return
      this.#drafts.remove(message.draft)
    } catch (error) {
      // Removed meanwhile.
      if (!(error instanceof InputError)) throw error
    }
  }

  /** The message was taken back before it left. */
  keep(message: StoredMessage): void {
    const content = contentOf(message, this.#schema)
    try {
      this.#drafts.save(message.draft, content)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      // Its draft was removed meanwhile.
      this.#drafts.save(null, content)
    }
  }
}
