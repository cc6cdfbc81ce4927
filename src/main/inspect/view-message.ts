/** A finished message taken apart for people: whatever is shown of a message is read from its octets. */
import { createHash } from 'node:crypto'
import PostalMime, { decodeWords } from 'postal-mime'
import type { Envelope } from '../../shared/mail-types.ts'
import type { MessageView } from '../../shared/view-types.ts'
import type { PreviewPages } from '../ipc/app-context.ts'
import { checkMessage } from './checks/check-message.ts'
import { linksOf } from './links.ts'
import { decodeBody, type FoundPart, headerLines, mimeTree } from './mime-tree.ts'
import { safePage } from './safe-html.ts'

/** Characters of the source a window is given. */
const MOST_SOURCE = 1024 * 1024

/** Octets, encoded, of a file that is worth leaving out. */
const LARGE_FILE = 64 * 1024

/** Inline images larger than this are left out of the preview's page. */
const LARGEST_IMAGE = 4 * 1024 * 1024

/** `envelope` is what the message was, or will be, sent with; null where nobody knows. */
export async function viewMessage(
  bytes: Uint8Array,
  envelope: Envelope | null,
  pages: PreviewPages,
): Promise<MessageView> {
  const binary = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const { root, parts } = mimeTree(binary)
  const top = parts.get('')
  const headers = top ? headerLines(top.entity, decodeWords) : []
  const header = (name: string): string =>
    headers.find((line) => line.name.toLowerCase() === name)?.value ?? ''
  const { text, html } = await bodiesOf(withoutFiles(bytes, parts))
  const page = html === null ? null : safePage(html, imagesOf(parts))
  const links = html === null ? [] : linksOf(html)
  const date = Date.parse(header('date'))
  const facts = { headers, html, text, links, size: bytes.length, envelope }
  return {
    messageId: header('message-id') || null,
    subject: header('subject'),
    from: header('from'),
    to: header('to'),
    cc: header('cc'),
    date: Number.isNaN(date) ? null : date,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    envelope,
    headers,
    root,
    text,
    html,
    page: page === null ? null : pages.publish(page),
    source: Buffer.from(bytes.subarray(0, MOST_SOURCE)).toString('utf8'),
    isSourceCut: bytes.length > MOST_SOURCE,
    links,
    checks: checkMessage(facts),
  }
}

/** The decoded content of one part, and what it calls itself; undefined where there is no such part. */
export function partContent(
  bytes: Uint8Array,
  path: string,
): { readonly name: string; readonly mimetype: string; readonly content: Uint8Array } | undefined {
  const found = mimeTree(Buffer.from(bytes).toString('latin1')).parts.get(path)
  if (!found) return undefined
  const { view, entity } = found
  const name = view.filename === null ? `part-${path || 'message'}` : decodeWords(view.filename)
  return { name, mimetype: view.type, content: decodeBody(entity.body, view.transferEncoding) }
}

/** The message without the content of its large files: whoever looks for its texts need not decode them. */
function withoutFiles(bytes: Uint8Array, parts: ReadonlyMap<string, FoundPart>): Uint8Array {
  const kept: Uint8Array[] = []
  let from = 0
  for (const { view, bodyStart } of parts.values()) {
    const isFile = view.parts.length === 0 && !/^(?:text|message|multipart)\//.test(view.type)
    if (!isFile || view.encodedSize < LARGE_FILE || bodyStart < from) continue
    kept.push(bytes.subarray(from, bodyStart))
    from = bodyStart + view.encodedSize
  }
  return from === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)])
}

async function bodiesOf(
  bytes: Uint8Array,
): Promise<{ readonly text: string | null; readonly html: string | null }> {
  try {
    const { text, html } = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' })
    return { text: text ?? null, html: html ?? null }
  } catch {
    // Its limits against hostile nesting; the source can still be read.
    return { text: null, html: null }
  }
}

function imagesOf(parts: ReadonlyMap<string, FoundPart>): ReadonlyMap<string, string> {
  const images = new Map<string, string>()
  for (const { view, entity } of parts.values()) {
    if (view.contentId === null || !/^image\/(?:png|jpeg|gif|webp|bmp)$/.test(view.type)) continue
    if (view.size > LARGEST_IMAGE) continue
    const base64 = Buffer.from(decodeBody(entity.body, view.transferEncoding)).toString('base64')
    images.set(view.contentId, `data:${view.type};base64,${base64}`)
  }
  return images
}
