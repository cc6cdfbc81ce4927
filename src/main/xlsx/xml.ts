/** XML of a workbook: strict, without document types and entities of its own, and without namespaces' prefixes. */
import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { MailwrightError } from '../../shared/errors.ts'
import { damagedWorkbook } from './errors.ts'
import { DEEPEST, LONGEST_STRETCH } from './limits.ts'

export type Attributes = Readonly<Record<string, string>>

/** `depth` of the root is 1. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes, depth: number): void
  close(name: string, depth: number): void
  /** The whole stretch between two tags. */
  text(text: string): void
}

export class XmlReader {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  readonly #file: string
  readonly #part: string
  #decoder: TextDecoder | null = null
  #depth = 0
  /** Characters since the last tag. */
  #stretch = 0

  constructor(file: string, part: string, handler: XmlHandler) {
    this.#file = file
    this.#part = part
    this.#parser.on('doctype', () => {
      throw this.#damage('it declares a document type, which workbooks do not have')
    })
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#stretch = 0
      if (++this.#depth > DEEPEST) throw this.#damage('its elements are too deep inside each other')
      handler.open(localName(name), attributes, this.#depth)
    })
    this.#parser.on('closetag', ({ name }) => {
      this.#stretch = 0
      handler.close(localName(name), this.#depth--)
    })
    this.#parser.on('text', (text) => handler.text(text))
    this.#parser.on('cdata', (text) => handler.text(text))
  }

  /** Throws InputError `invalid-workbook`, and what the handler throws. */
  write(octets: Uint8Array): void {
    this.#attempt(() => {
      this.#decoder ??= decoderFor(octets)
      this.#take(this.#decoder.decode(octets, { stream: true }))
    })
  }

  end(): void {
    this.#attempt(() => {
      this.#take(this.#decoder?.decode() ?? '')
      this.#parser.close()
    })
  }

  #take(text: string): void {
    this.#parser.write(text)
    this.#stretch += text.length
    if (this.#stretch > LONGEST_STRETCH) throw this.#damage('it holds a text without end')
  }

  #attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (error instanceof MailwrightError) throw error
      throw this.#damage(error instanceof Error ? error.message : String(error), error)
    }
  }

  #damage(what: string, cause?: unknown): MailwrightError {
    return damagedWorkbook(this.#file, `its part ${this.#part} cannot be read (${what})`, cause)
  }
}

export async function readXml(
  octets: AsyncIterable<Uint8Array>,
  file: string,
  part: string,
  handler: XmlHandler,
): Promise<void> {
  const reader = new XmlReader(file, part, handler)
  for await (const chunk of octets) reader.write(chunk)
  reader.end()
}

/** UTF-8, or UTF-16 by its mark: XML allows no third one without saying so, and no program writes one. */
function decoderFor(octets: Uint8Array): TextDecoder {
  const isLittle = octets[0] === 0xff && octets[1] === 0xfe
  const isBig = octets[0] === 0xfe && octets[1] === 0xff
  return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8', { fatal: true })
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
