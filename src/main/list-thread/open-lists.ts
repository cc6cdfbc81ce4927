/** The lists that windows have open. */
import { InputError } from '../../shared/errors.ts'
import type { RecipientList } from '../recipient-list/recipient-list.ts'

/** A window shows one; the others are left over from its earlier lives. */
const MOST = 4

interface Held {
  readonly list: RecipientList
  users: number
  isClosed: boolean
}

export class OpenLists {
  readonly #lists = new Map<string, Held>()

  add(list: RecipientList): void {
    this.#lists.set(list.info.id, { list, users: 0, isClosed: false })
    const [oldest] = this.#lists.keys()
    if (this.#lists.size > MOST && oldest !== undefined) this.close(oldest)
  }

  /** Does nothing for a list that is closed already; one in use goes when nobody needs it any more. */
  close(id: string): void {
    const held = this.#lists.get(id)
    if (!held) return
    this.#lists.delete(id)
    held.isClosed = true
    if (held.users === 0) void held.list.close()
  }

  /** Throws InputError `unknown-item`. */
  async use<T>(id: string, work: (list: RecipientList) => Promise<T>): Promise<T> {
    const held = this.#lists.get(id)
    if (!held) throw new InputError('unknown-item', 'This list is not open any more: open the file again.')
    held.users++
    try {
      return await work(held.list)
    } finally {
      held.users--
      if (held.isClosed && held.users === 0) void held.list.close()
    }
  }
}
