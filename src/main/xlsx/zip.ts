/** The parts of a zip archive by name. Nothing is ever unpacked to the disk, so names are only looked up. */
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { MailwrightError } from '../../shared/errors.ts'
import { damagedWorkbook, protectedWorkbook, tooLargeWorkbook } from './errors.ts'
import { MOST_PARTS } from './limits.ts'
import type { RandomAccess } from './random-access.ts'

/** Octets read at a time. */
const BLOCK = 256 * 1024

class AccessReader extends RandomAccessReader {
  readonly #access: RandomAccess

  constructor(access: RandomAccess) {
    super()
    this.#access = access
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(ranges(this.#access, start, end), { objectMode: false, highWaterMark: BLOCK })
  }

  override close(done: (error: Error | null) => void): void {
    done(null)
  }
}

async function* ranges(access: RandomAccess, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; position += BLOCK) {
    yield await access.read(position, Math.min(BLOCK, end - position))
  }
}

export class ZipParts {
  readonly #file: string
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(file: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.#zip = zip
    this.#entries = entries
  }

  /** Whoever opened `access` closes it. Throws InputError `invalid-workbook`. */
  static async open(access: RandomAccess, file: string): Promise<ZipParts> {
    try {
      const zip = await fromRandomAccessReaderPromise(new AccessReader(access), access.size, {
        autoClose: false,
        lazyEntries: true,
      })
      if (zip.entryCount > MOST_PARTS) throw tooLargeWorkbook(file, `has ${zip.entryCount} parts`)
      const entries = new Map<string, Entry>()
      // Names of parts differ in more than case (ECMA-376 part 2).
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
      return new ZipParts(file, zip, entries)
    } catch (error) {
      throw failure(file, 'its table of contents cannot be read', error)
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** The same for the same content; null where there is no such part. */
  fingerprint(name: string): string | null {
    const entry = this.#entries.get(name.toLowerCase())
    return entry ? `${entry.crc32}/${entry.uncompressedSize}` : null
  }

  /**
   * Octets of a part as they are unpacked, no more of them than the archive announces. Throws InputError
   * `too-large` before the first one, `protected-workbook`, and `invalid-workbook` also for a wrong checksum.
   */
  async *read(name: string, limit: number): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name.toLowerCase())
    if (!entry) throw damagedWorkbook(this.#file, `its part ${name} is missing`)
    if (entry.isEncrypted()) throw protectedWorkbook(this.#file)
    if (entry.uncompressedSize > limit)
      throw tooLargeWorkbook(
        this.#file,
        `has a part of ${entry.uncompressedSize.toLocaleString('en-US')} octets (${name}), where ${limit.toLocaleString('en-US')} are allowed`,
      )
    let checksum = 0
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
        if (!(chunk instanceof Uint8Array)) throw new TypeError('A zip archive gives octets.')
        checksum = crc32(chunk, checksum)
        yield chunk
      }
    } catch (error) {
      throw failure(this.#file, `its part ${name} cannot be unpacked`, error)
    }
    if (checksum !== entry.crc32) throw damagedWorkbook(this.#file, `its part ${name} has a wrong checksum`)
  }
}

/** Ours as they are; what the library and zlib throw says nothing to a user. */
function failure(file: string, what: string, error: unknown): unknown {
  const isOurs = error instanceof MailwrightError || (error instanceof Error && error.name === 'AbortError')
  return isOurs ? error : damagedWorkbook(file, what, error)
}
