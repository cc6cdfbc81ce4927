/** Bytes to text, strictly: an octet that does not belong to the encoding is an error, never U+FFFD. */
import { TextDecoder } from 'node:util'
import { InputError } from '../../shared/errors.ts'
import type { CsvEncoding } from './encoding.ts'

/** Opens the same bytes from the start, each time it is called: once to detect, once to read. */
export type ByteSource = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Bounds the work and memory of one step, however large the chunks of the source are: about 500 rows. */
const PIECE_BYTES = 32 * 1024

/** TextDecoder gives these for octets that the encoding itself leaves undefined, even in fatal mode. */
const C1_CONTROL = /[\u0080-\u009f]/

const BYTE_ORDER_MARK = '\uFEFF'

export async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for await (const chunk of source()) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      yield chunk.subarray(start, start + PIECE_BYTES)
    }
  }
}

/** Decodes piece by piece. A byte order mark comes out as U+FEFF. */
export class StrictDecoder {
  readonly #decoder: TextDecoder
  readonly #unicode: boolean

  constructor(encoding: CsvEncoding) {
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
    this.#unicode = encoding.startsWith('utf-')
  }

  /** Null when the bytes are not valid; the decoder is of no use afterwards. */
  decode(bytes: Uint8Array): string | null {
    return this.#checked(bytes, true)
  }

  /** What was left over: an empty string, or null when the input ended inside a character. */
  end(): string | null {
    return this.#checked(new Uint8Array(), false)
  }

  #checked(bytes: Uint8Array, stream: boolean): string | null {
    let text: string
    try {
      text = this.#decoder.decode(bytes, { stream })
    } catch (error) {
      if (error instanceof TypeError) return null
      throw error
    }
    return !this.#unicode && C1_CONTROL.test(text) ? null : text
  }
}

/** The text of a file without its byte order mark. Throws InputError `wrong-encoding` with the line. */
export async function* decodeText(
  source: ByteSource,
  encoding: CsvEncoding,
  file: string,
): AsyncGenerator<string> {
  const decoder = new StrictDecoder(encoding)
  let offset = 0
  let first = true
  for await (const piece of pieces(source)) {
    const text = decoder.decode(piece)
    if (text === null) throw await wrongEncoding(source, encoding, file, offset)
    offset += piece.length
    if (text === '') continue
    yield first && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    first = false
  }
  if (decoder.end() === null) throw await wrongEncoding(source, encoding, file, offset)
}

/** Reads again, octet by octet from the piece at `failedAt` on, because a decoder does not tell where it failed. */
async function wrongEncoding(
  source: ByteSource,
  encoding: CsvEncoding,
  file: string,
  failedAt: number,
): Promise<InputError> {
  const line = await lineOfInvalidByte(source, encoding, failedAt)
  return new InputError(
    'wrong-encoding',
    `${file}, line ${line}, holds bytes that are not ${encoding}: choose another encoding, or save the file as UTF-8.`,
    { file, line, field: 'encoding' },
  )
}

async function lineOfInvalidByte(
  source: ByteSource,
  encoding: CsvEncoding,
  failedAt: number,
): Promise<number> {
  const decoder = new StrictDecoder(encoding)
  let line = 1
  let afterCarriageReturn = false
  let offset = 0
  for await (const piece of pieces(source)) {
    const step = offset + piece.length <= failedAt ? piece.length : 1
    for (let start = 0; start < piece.length; start += step) {
      const text = decoder.decode(piece.subarray(start, start + step))
      if (text === null) return line
      if (text === '') continue
      line += text.match(/\r\n?|\n/g)?.length ?? 0
      if (afterCarriageReturn && text.startsWith('\n')) line--
      afterCarriageReturn = text.endsWith('\r')
    }
    offset += piece.length
  }
  return line
}
