/** A MIME part that comes ready-made: checked, since its octets go into the message as they are. */
import { isAscii } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import type { PartAttachment } from '../../shared/mail-types.ts'
import { type Entity, headerOf, splitEntity } from './entity.ts'
import { hasOnlyCrlf, linesFit } from './lines.ts'
import type { AttachedPart } from './parts.ts'

const headerBlock = /^(?:[!-9;-~]+[ \t]*:.*\r\n(?:[ \t].*\r\n)*)+$/

/** Throws InputError `invalid-attachment` with what is wrong. The part has its own copy of the octets. */
export function readyPart(attachment: PartAttachment, field: string): AttachedPart {
  const bytes = Buffer.from(attachment.bytes)
  const entity = splitEntity(bytes)
  const problem = problemOf(bytes, entity)
  if (problem !== undefined) {
    throw new InputError('invalid-attachment', `${field}: the MIME part ${problem}.`, { field })
  }
  const contentId = headerOf(entity, 'Content-ID')?.replace(/^<|>$/g, '')
  return { part: { kind: 'ready', bytes }, contentId }
}

function problemOf(bytes: Uint8Array, entity: Entity): string | undefined {
  if (!hasOnlyCrlf(bytes)) return 'contains a bare CR or LF; its lines must end in CRLF'
  if (bytes.includes(0)) return 'contains a NUL octet; encode its body in base64'
  if (!linesFit(bytes)) return 'contains a line over 998 octets; encode its body'
  if (!isAscii(Buffer.from(entity.headers, 'latin1')))
    return 'has a raw 8-bit character in its header; encode it'
  if (!headerBlock.test(entity.headers)) return 'does not begin with header lines'
  if (headerOf(entity, 'Content-Type') === undefined) return 'has no Content-Type header'
  return bytes.length > entity.headers.length ? undefined : 'has no blank line after its header'
}
