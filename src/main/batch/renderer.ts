/** Rows into messages, many at a time, so that it may happen in another thread. */
import { createHash } from 'node:crypto'
import { InputError } from '../../shared/errors.ts'
import type { MessageStamp, MimeMessage } from '../../shared/mail-types.ts'
import type { RowRenderer } from './row-renderer.ts'

export interface RenderJob {
  readonly cells: readonly string[]
  readonly stamp: MessageStamp
}

export type Rendering =
  /** The hash is that of `contentHash`. */
  | { readonly kind: 'message'; readonly mime: MimeMessage; readonly contentHash: string }
  /** The row cannot be a message. */
  | { readonly kind: 'refused'; readonly error: InputError }

export interface Renderer {
  /** In the order of the jobs. Rejects only for what is no row's fault. */
  render(jobs: readonly RenderJob[]): Promise<readonly Rendering[]>
  /** Nothing more will be asked. */
  close(): void
}

/** Renders in this thread. */
export function localRenderer(rows: RowRenderer): Renderer {
  return {
    async render(jobs) {
      const renderings: Rendering[] = []
      for (const job of jobs) renderings.push(await renderRow(rows, job))
      return renderings
    },
    close: () => undefined,
  }
}

export async function renderRow(rows: RowRenderer, { cells, stamp }: RenderJob): Promise<Rendering> {
  try {
    const mime = await rows.render(cells, stamp)
    return { kind: 'message', mime, contentHash: contentHash(mime.chunks) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { kind: 'refused', error }
  }
}

/** Chunks of this size are attachments, as a rule, and the same for many rows. */
const LARGE = 64 * 1024
const digests = new WeakMap<Uint8Array, Buffer>()

/**
 * SHA-256 of the octets, hexadecimal, with every chunk of 64 KiB or more replaced by its own SHA-256: an
 * attachment is digested once, not once a row.
 */
export function contentHash(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk.length < LARGE ? chunk : digestOf(chunk))
  return hash.digest('hex')
}

function digestOf(chunk: Uint8Array): Buffer {
  const known = digests.get(chunk)
  if (known) return known
  const digest = createHash('sha256').update(chunk).digest()
  digests.set(chunk, digest)
  return digest
}
