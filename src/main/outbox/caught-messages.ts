/** An index of the sandbox's folder: what is new is read once, what is gone is forgotten. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { InputError } from '../../shared/errors.ts'
import type { Envelope } from '../../shared/mail-types.ts'
import type { OutboxEntry, OutboxPage } from '../../shared/outbox-types.ts'
import { readCaught, readEnvelope } from '../sandbox/inbox.ts'
import type { OutboxStore } from './outbox-store.ts'

/** Messages read before they are written to the index together. */
const PORTION = 100

/** Milliseconds a list waits for what has just arrived; a first look at a full folder takes longer. */
const PATIENCE = 150

interface Caught {
  readonly columns: {
    readonly name: string
    readonly time: number
    readonly subject: string
    readonly sender: string
    readonly recipients: string
    readonly size: number
  }
  readonly text: string
}

export class CaughtMessages {
  readonly #store: OutboxStore
  readonly #folder: string
  readonly #onChange: (messages: number) => void
  #scanning: Promise<void> | null = null
  #isClosed = false

  constructor(store: OutboxStore, folder: string, onChange: (messages: number) => void) {
    this.#store = store
    this.#folder = folder
    this.#onChange = onChange
  }

  count(): number {
    return this.#store.count('caught')
  }

  async list(search: string, offset: number, limit: number): Promise<OutboxPage> {
    await this.refresh(PATIENCE)
    const { total, rows } = this.#store.page('caught', search, offset, limit)
    return { total, entries: rows.map(entryOf) }
  }

  /** Resolves when the index is what the folder is, or after `patience` milliseconds; never rejects. */
  async refresh(patience: number): Promise<void> {
    if (this.#isClosed) return
    this.#scanning ??= this.#scan()
      // A folder that cannot be read now shows what it held before.
      .catch(() => undefined)
      .finally(() => {
        this.#scanning = null
      })
    let timer: NodeJS.Timeout | undefined
    const impatience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience)
    })
    await Promise.race([this.#scanning, impatience])
    clearTimeout(timer)
  }

  async message(name: string): Promise<{
    readonly entry: OutboxEntry
    readonly bytes: Uint8Array
    readonly envelope: Envelope | null
  }> {
    const row = this.#store.find('caught', name)
    if (!row) throw goneMessage()
    const bytes = await readCaught(this.#folder, name).catch(() => {
      throw goneMessage()
    })
    const envelope = await readEnvelope(this.#folder, name).then(
      ({ mailFrom, rcptTo }) => ({ from: mailFrom.address, to: rcptTo.map(({ address }) => address) }),
      () => null,
    )
    return { entry: entryOf(row), bytes, envelope }
  }

  has(name: string): boolean {
    return this.#store.find('caught', name) !== undefined
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await rm(join(this.#folder, `${name}.eml`), { force: true })
      await rm(join(this.#folder, `${name}.json`), { force: true })
    }
    this.#store.transaction(() => {
      for (const name of names) this.#store.remove('caught', name)
    })
    this.#onChange(this.count())
  }

  /** Resolves when no scan is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#scanning
  }

  async #scan(): Promise<void> {
    const present = new Set(await namesIn(this.#folder))
    const known = new Set(this.#store.all('SELECT name FROM caught').map(({ name }) => String(name)))
    const gone = [...known].filter((name) => !present.has(name))
    const fresh = [...present].filter((name) => !known.has(name)).sort()
    this.#store.transaction(() => {
      for (const name of gone) this.#store.remove('caught', name)
    })
    for (let start = 0; start < fresh.length && !this.#isClosed; start += PORTION) {
      const read: Caught[] = []
      for (const name of fresh.slice(start, start + PORTION)) {
        const caught = await this.#read(name)
        if (caught) read.push(caught)
        await setImmediate()
      }
      this.#keep(read)
    }
    if (gone.length + fresh.length > 0 && !this.#isClosed) this.#onChange(this.count())
  }

  #keep(read: readonly Caught[]): void {
    this.#store.transaction(() => {
      for (const { columns, text } of read) {
        if (this.has(columns.name)) continue
        const { subject, sender, recipients } = columns
        this.#store.insert('caught', columns, [subject, sender, recipients, text])
      }
    })
  }

  /** Null for a file that vanished, or whose envelope is none. */
  async #read(name: string): Promise<Caught | null> {
    try {
      const { mailFrom, rcptTo, receivedAt, size } = await readEnvelope(this.#folder, name)
      const { subject, from, text } = await summary(await readCaught(this.#folder, name))
      const recipients = rcptTo.map(({ address }) => address).join(', ')
      const sender = from === '' ? mailFrom.address : from
      return {
        columns: { name, time: Date.parse(receivedAt), subject, sender, recipients, size },
        text,
      }
    } catch {
      return null
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const files = await readdir(folder)
    return files.filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -'.eml'.length))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** A message nobody can take apart still has its envelope. */
async function summary(bytes: Uint8Array): Promise<{ subject: string; from: string; text: string }> {
  try {
    // Enough for the words of nearly every message; large ones are large by their attachments.
    const { subject = '', from, text = '' } = await PostalMime.parse(bytes.subarray(0, 256 * 1024))
    const address = from?.address ?? ''
    return { subject, from: from?.name ? `${from.name} <${address}>` : address, text }
  } catch {
    return { subject: '', from: '', text: '' }
  }
}

function entryOf(row: Readonly<Record<string, unknown>>): OutboxEntry {
  return {
    id: `c:${String(row.name)}`,
    subject: String(row.subject),
    from: String(row.sender),
    to: String(row.recipients),
    time: Number(row.time),
    size: Number(row.size),
    state: 'captured',
  }
}

function goneMessage(): InputError {
  return new InputError('unknown-item', 'The sandbox does not hold this message any more.')
}
