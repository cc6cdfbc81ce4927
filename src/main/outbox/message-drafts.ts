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
    const draft = this.unchanged(message)
    if (draft !== null) this.#drafts.remove(draft)
  }

  /** The draft it was sent from, while that is there and says the same. */
  unchanged(message: StoredMessage): string | null {
    const { draft } = message
    if (draft === null) return null
    try {
      const { content } = this.#drafts.get(draft)
      return JSON.stringify(content) === JSON.stringify(contentOf(message, this.#schema)) ? draft : null
    } catch (error) {
      // Removed meanwhile.
      if (error instanceof InputError) return null
      throw error
    }
  }

  /** The message was taken back before it left; gives the draft that holds it now. */
  keep(message: StoredMessage): string {
    const content = contentOf(message, this.#schema)
    try {
      return this.#drafts.save(message.draft, content).id
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      // Its draft was removed meanwhile.
      return this.#drafts.save(null, content).id
    }
  }
}
