/** Cuts what a server sends into replies, however the octets arrive (RFC 5321 section 4.2). */
import { latin1 } from '../mail/octets.ts'
import { decodeReply, safeText } from './reply-text.ts'

/** A complete reply. `text` is one printable line without codes. */
export interface ServerReply {
  readonly code: number
  readonly enhanced: string | null
  readonly text: string
}

/** The server does not speak SMTP any more; nothing after this can be trusted. */
export class GarbledReply extends Error {
  override readonly name = 'GarbledReply'
}

/** No honest reply comes near it; a peer that never ends one must not fill the memory. */
const MAX_REPLY_OCTETS = 64 * 1024

/** Replies remembered, and the octets of the longest. */
const MOST_KNOWN = 100
const LONGEST_KNOWN = 200

const LINE = /^(\d{3})(?:([- \t])(.*))?$/s
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)/

export class ReplyReader {
  #partial: Uint8Array = new Uint8Array(0)
  #code = ''
  #lines: string[] = []
  #octets = 0
  readonly #known = new Map<string, ServerReply>()

  /** Whether a reply has begun and not ended. */
  get isInside(): boolean {
    return this.#partial.length > 0 || this.#lines.length > 0
  }

  /** The replies that these octets complete; throws GarbledReply behind the last good one. */
  *push(chunk: Uint8Array): Generator<ServerReply> {
    const bytes = this.#partial.length > 0 ? Buffer.concat([this.#partial, chunk]) : chunk
    let start = 0
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
      const reply = this.#line(bytes.subarray(start, bytes[end - 1] === CR && end > start ? end - 1 : end))
      start = end + 1
      if (reply) yield reply
    }
    this.#partial = bytes.subarray(start)
    if (this.#partial.length + this.#octets > MAX_REPLY_OCTETS) throw new GarbledReply('a reply without end')
  }

  /** Most replies are one line that came before: a server has few words for MAIL, RCPT and DATA. */
  #line(bytes: Uint8Array): ServerReply | null {
    if (this.#lines.length > 0 || bytes.length > LONGEST_KNOWN) return this.#read(bytes)
    const key = latin1(bytes)
    const known = this.#known.get(key)
    if (known) return known
    const reply = this.#read(bytes)
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    if (reply) this.#known.set(key, reply)
    return reply
  }

  #read(bytes: Uint8Array): ServerReply | null {
    const line = decodeReply(bytes)
    // Some servers put a blank line between replies.
    if (line.trim() === '' && this.#lines.length === 0) return null
    const [, code, separator, text = ''] = LINE.exec(line) ?? []
    if (code === undefined || (this.#lines.length > 0 && code !== this.#code)) {
      throw new GarbledReply(`"${safeText(line).slice(0, 80)}"`)
    }
    this.#code = code
    this.#lines.push(text)
    this.#octets += bytes.length
    if (this.#octets > MAX_REPLY_OCTETS) throw new GarbledReply('a reply without end')
    if (separator === '-') return null
    const reply = serverReply(code, this.#lines)
    this.#lines = []
    this.#octets = 0
    return reply
  }
}

const LF = 10
const CR = 13

function serverReply(code: string, lines: readonly string[]): ServerReply {
  const enhanced = ENHANCED.exec(lines[0] ?? '')?.[1] ?? null
  const text = safeText(lines.map((line) => line.replace(ENHANCED, '')).join(' '))
  // The basic code decides; a contradiction is worth seeing in the report.
  const contradicts = enhanced !== null && enhanced[0] !== code[0]
  return {
    code: Number(code),
    enhanced,
    text: contradicts
      ? `${text} (the server's codes ${code} and ${enhanced} contradict each other)`.trim()
      : text,
  }
}
