/** Signs finished messages (RFC 6376): relaxed/relaxed, the same signature for the same octets. */
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage } from '../../shared/mail-types.ts'
import { relaxedBodyHash, relaxedField, splitMessage } from './dkim-canonical.ts'
import { type DkimKey, readDkimKey } from './dkim-key.ts'
import { toSevenBit } from './seven-bit.ts'

/** Everything a signature takes; plain data, so that it may go to another thread. */
export interface DkimSetup {
  readonly domain: string
  readonly selector: string
  /** In PEM. */
  readonly privateKey: string
}

/** What a reader sees or a program acts on; RFC 8058 section 4 wants both List-Unsubscribe headers in it. */
const SIGNED = [
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'reply-to',
  'list-unsubscribe',
  'list-unsubscribe-post',
]

const LONGEST_LINE = 76

export class DkimSigner {
  readonly #setup: DkimSetup
  readonly #key: DkimKey

  /** Throws InputError `bad-dkim-key`. */
  constructor(setup: DkimSetup) {
    this.#setup = setup
    this.#key = readDkimKey(setup.privateKey)
  }

  /** The message with its signature before the other headers. */
  sign(mime: MimeMessage): MimeMessage {
    const sent = fitForRelays(mime)
    const { fields, body } = splitMessage(sent.chunks)
    const signed = SIGNED.flatMap((name) => fields.filter((field) => nameOf(field) === name).reverse())
    // From once more than there is: a second one, which readers might show, would break the signature.
    const names = [...signed.map(nameOf), 'from']
    const unsigned = this.#field(names, relaxedBodyHash(body))
    const signature = this.#key.sign([...signed, unsigned].map(relaxedField).join('').slice(0, -2))
    const header = Buffer.from(`${unsigned}${folded(signature)}\r\n`)
    return { ...sent, chunks: [header, ...sent.chunks], size: header.length + sent.size }
  }

  /** Up to its empty `b=`, which is what the signature is made over. */
  #field(names: readonly string[], bodyHash: string): string {
    const { domain, selector } = this.#setup
    const tags = [
      `v=1; a=${this.#key.algorithm}; c=relaxed/relaxed;`,
      `d=${domain};`,
      `s=${selector};`,
      ...lines(names),
      `bh=${bodyHash};`,
      'b=',
    ]
    return `DKIM-Signature: ${tags.join('\r\n ')}`
  }
}

/**
 * A relay that takes 7-bit octets only would re-encode the message and break the signature (RFC 6376 section
 * 5.3). What cannot be re-encoded, such as raw UTF-8 in headers, no such relay takes anyway.
 */
function fitForRelays(mime: MimeMessage): MimeMessage {
  try {
    return toSevenBit(mime)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return mime
  }
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trimEnd().toLowerCase()
}

/** The tag `h=` in lines that are not too long. */
function lines(names: readonly string[]): readonly string[] {
  const found = ['h=']
  for (const [index, name] of names.entries()) {
    const word = `${name}${index < names.length - 1 ? ':' : ';'}`
    const line = found.pop() ?? ''
    if (line.length + word.length < LONGEST_LINE) found.push(line + word)
    else found.push(line, word)
  }
  return found
}

function folded(base64: string): string {
  return base64.replace(/.{72}(?=.)/g, '$&\r\n ')
}
