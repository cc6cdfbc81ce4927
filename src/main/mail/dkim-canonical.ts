/** The relaxed form of headers and bodies (RFC 6376 section 3.4): what relays change on the way does not count. */
import { createHash } from 'node:crypto'
import { asBuffer, latin1 } from './octets.ts'

export interface SplitMessage {
  /** Header fields from top to bottom, folds and CRLF included; one character per octet. */
  readonly fields: readonly string[]
  readonly body: readonly Uint8Array[]
}

/** Cuts a message at its first blank line, wherever its chunks begin and end. */
export function splitMessage(chunks: readonly Uint8Array[]): SplitMessage {
  let head: Buffer = Buffer.alloc(0)
  for (const [index, chunk] of chunks.entries()) {
    head = index === 0 ? asBuffer(chunk) : Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) continue
    const fields = latin1(head.subarray(0, end + 2)).split(/(?<=\r\n)(?![ \t])/)
    return { fields, body: [head.subarray(end + 4), ...chunks.slice(index + 1)] }
  }
  throw new Error('A finished message has a blank line behind its header.')
}

/** `Name : value` with folds becomes `name:value`, CRLF included. */
export function relaxedField(field: string): string {
  const colon = field.indexOf(':')
  const name = field.slice(0, colon).trimEnd().toLowerCase()
  const value = field.slice(colon + 1).replaceAll('\r\n', '')
  return `${name}:${value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}\r\n`
}

/** Of the relaxed body, in base64. */
export function relaxedBodyHash(body: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  let isEmpty = true
  /** Blanks and line ends count only when something comes behind them. */
  let held = ''
  for (const chunk of body) {
    const text = held + latin1(chunk)
    const end = endOfText(text)
    held = text.slice(end)
    if (end === 0) continue
    isEmpty = false
    hash.update(relaxedText(text.slice(0, end)), 'latin1')
  }
  if (!isEmpty) hash.update('\r\n')
  return hash.digest('base64')
}

function relaxedText(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replaceAll(' \r\n', '\r\n')
}

function endOfText(text: string): number {
  let end = text.length
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--
  return end
}
