/** The folder where caught messages lie: `<name>.eml` with `<name>.json`, its envelope, beside it. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** One address of the envelope with the parameters its command carried, e.g. `{ SIZE: '1234' }`. */
export interface CaughtAddress {
  readonly address: string
  readonly parameters: Readonly<Record<string, string | true>>
}

export interface CaughtEnvelope {
  readonly mailFrom: CaughtAddress
  readonly rcptTo: readonly CaughtAddress[]
  /** ISO 8601, UTC. */
  readonly receivedAt: string
  /** Octets of the message. */
  readonly size: number
  /** Address and port of the client, e.g. `127.0.0.1:50412`. */
  readonly remote: string
}

export interface CaughtMessage {
  /** Sorts by arrival; the file names without their endings. */
  readonly name: string
  /** Path of the `.eml`. */
  readonly file: string
  readonly envelope: CaughtEnvelope
}

const addressSchema = z.strictObject({
  address: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.literal(true)])),
})
const envelopeSchema: z.ZodType<CaughtEnvelope> = z.strictObject({
  mailFrom: addressSchema,
  rcptTo: z.array(addressSchema),
  receivedAt: z.iso.datetime(),
  size: z.int().nonnegative(),
  remote: z.string(),
})

/** Only the owner may read what was meant for somebody's mailbox. */
const PRIVATE = 0o600

/** Names count up within one inbox; the start time keeps the names of an earlier run apart. */
export class Inbox {
  readonly folder: string
  readonly #prefix: string
  #count = 0

  /** `startedAt` in milliseconds since 1970; `id` tells inboxes apart that start in the same millisecond. */
  constructor(folder: string, startedAt: number, id: string) {
    this.folder = folder
    const time = new Date(startedAt).toISOString().replaceAll(/[-:Z]/g, '').replaceAll(/[T.]/g, '-')
    this.#prefix = `${time}-${id}`
  }

  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
  }

  /**
   * Keeps one message. The envelope comes first and the `.eml` appears under its name last, whole: who
   * sees an `.eml` sees all of it. Synchronous, because three small system calls cost a tenth of three
   * round trips to the thread pool.
   */
  keep(chunks: readonly Uint8Array[], envelope: CaughtEnvelope): CaughtMessage {
    this.#count += 1
    const name = `${this.#prefix}-${String(this.#count).padStart(7, '0')}`
    const path = join(this.folder, name)
    try {
      writeFileSync(`${path}.json`, `${JSON.stringify(envelope, null, 2)}\n`, { mode: PRIVATE, flag: 'wx' })
      writeFileSync(`${path}.tmp`, Buffer.concat(chunks), { mode: PRIVATE, flag: 'wx' })
      renameSync(`${path}.tmp`, `${path}.eml`)
    } catch (error) {
      rmSync(`${path}.tmp`, { force: true })
      rmSync(`${path}.json`, { force: true })
      throw error
    }
    return { name, file: `${path}.eml`, envelope }
  }
}

/** The names of all messages in the folder, oldest first; none when the folder does not exist. */
export function listInbox(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => file.slice(0, -'.eml'.length))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The exact octets that came after DATA, without the dots SMTP adds. */
export function readCaught(folder: string, name: string): Promise<Uint8Array> {
  return readFile(join(folder, `${name}.eml`))
}

/** Rejects when the file is missing or was changed into something else. */
export async function readEnvelope(folder: string, name: string): Promise<CaughtEnvelope> {
  return envelopeSchema.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))
}
