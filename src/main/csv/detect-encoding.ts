/** Finds the encoding of a file: by its mark, by its shape, by validity, and last by plausibility. */
import { isAscii } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import { type ByteSource, pieces, StrictDecoder } from './decode.ts'
import { CSV_ENCODINGS, type CsvEncoding } from './encoding.ts'
import { refuseControlCharacters, refuseKnownBinary } from './file-kind.ts'
import { type LegacyEncoding, weigh } from './plausibility.ts'
import { utf16ByPattern } from './utf16-pattern.ts'

interface DetectedEncoding {
  readonly encoding: CsvEncoding
  /** Whether the file starts with a byte order mark. */
  readonly bom: boolean
}

const HEAD_BYTES = 64 * 1024

const BYTE_ORDER_MARKS: readonly (readonly [string, CsvEncoding])[] = [
  ['\xef\xbb\xbf', 'utf-8'],
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
  ['\x84\x31\x95\x33', 'gb18030'],
]

/**
 * Reads the source from its start up to three times. `asked` is the user's choice, which wins over every
 * guess but not over a byte order mark that contradicts it.
 * Throws InputError `empty-file`, `binary-file`, `wrong-encoding` or `unsure-encoding`.
 */
export async function detectEncoding(
  source: ByteSource,
  file: string,
  asked: CsvEncoding | null,
): Promise<DetectedEncoding> {
  const head = await readHead(source)
  if (head.length === 0)
    throw new InputError(
      'empty-file',
      `${file} is empty: choose the file that holds the recipients, or export it again.`,
      { file },
    )
  refuseKnownBinary(head, file)
  const marked = markedEncoding(head)
  if (asked) {
    if (marked && marked !== asked) throw contradiction(file, marked, asked)
    return { encoding: asked, bom: marked !== null }
  }
  if (marked) return { encoding: marked, bom: true }
  const encoding = utf16ByPattern(head)
  if (encoding) return { encoding, bom: false }
  refuseControlCharacters(head, file)
  if (await isUtf8(source)) return { encoding: 'utf-8', bom: false }
  return { encoding: await detectLegacy(source, file), bom: false }
}

async function readHead(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces(source)) {
    parts.push(piece)
    length += piece.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

function markedEncoding(head: Buffer): CsvEncoding | null {
  const start = head.toString('latin1', 0, 4)
  return BYTE_ORDER_MARKS.find(([mark]) => start.startsWith(mark))?.[1] ?? null
}

function contradiction(file: string, marked: CsvEncoding, asked: CsvEncoding): InputError {
  return new InputError(
    'wrong-encoding',
    `${file} is marked as ${marked} by its first bytes, so it cannot be read as ${asked}.`,
    { file, field: 'encoding' },
  )
}

async function isUtf8(source: ByteSource): Promise<boolean> {
  const decoder = new StrictDecoder('utf-8')
  for await (const piece of pieces(source)) if (decoder.decode(piece) === null) return false
  return decoder.end() !== null
}

/** Below this share of likely characters nobody would call the text readable. */
const PLAUSIBLE = 0.6
/** A rival this close to the best could be the right one. */
const MARGIN = 0.25
/** Enough characters outside ASCII to judge by. */
const SAMPLE = 100_000

class Candidate {
  readonly encoding: LegacyEncoding
  readonly #decoder: StrictDecoder
  #likely = 0
  #total = 0

  constructor(encoding: LegacyEncoding) {
    this.encoding = encoding
    this.#decoder = new StrictDecoder(encoding)
  }

  get score(): number {
    return this.#total === 0 ? 0 : this.#likely / this.#total
  }

  /** False as soon as the bytes are not valid in this encoding. */
  take(piece: Uint8Array): boolean {
    const text = this.#decoder.decode(piece)
    if (text === null) return false
    if (this.#total < SAMPLE) {
      const { likely, total } = weigh(text, this.encoding)
      this.#likely += likely
      this.#total += total
    }
    return true
  }

  end(): boolean {
    return this.#decoder.end() !== null
  }
}

async function detectLegacy(source: ByteSource, file: string): Promise<CsvEncoding> {
  const all: readonly LegacyEncoding[] = ['shift_jis', 'euc-jp', 'gb18030', 'windows-1252']
  let candidates = all.map((encoding) => new Candidate(encoding))
  let onlyAscii = true
  for await (const piece of pieces(source)) {
    onlyAscii &&= isAscii(piece)
    if (!onlyAscii) candidates = candidates.filter((candidate) => candidate.take(piece))
  }
  candidates = candidates.filter((candidate) => candidate.end())
  const best = Math.max(0, ...candidates.map((candidate) => candidate.score))
  const rivals = candidates.filter((candidate) => candidate.score > best - MARGIN)
  const [winner, ...others] = rivals
  if (winner && others.length === 0 && best >= PLAUSIBLE) return winner.encoding
  throw unsure(file, best >= PLAUSIBLE ? rivals.map((candidate) => candidate.encoding) : [])
}

function unsure(file: string, candidates: readonly CsvEncoding[]): InputError {
  const found =
    candidates.length > 0
      ? `could be ${candidates.join(' or ')}`
      : `is not valid UTF-8 and reads badly in every other encoding (${CSV_ENCODINGS.join(', ')})`
  return new InputError(
    'unsure-encoding',
    `${file} ${found}: choose the encoding (--encoding on the command line), or save the file as UTF-8.`,
    { file, field: 'encoding' },
  )
}
