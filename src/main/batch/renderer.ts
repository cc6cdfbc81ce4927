/** Rows into messages, many at a time, so that it may happen in another thread. */
import { InputError } from '../../shared/errors.ts'
import type { MessageStamp, MimeMessage } from '../../shared/mail-types.ts'
import { contentHash } from '../mail/content-hash.ts'
import type { RowRenderer } from './row-renderer.ts'

export interface RenderJob {
  readonly cells: readonly string[]
  readonly stamp: MessageStamp
}

export type Rendering =
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
    return { kind: 'message', mime, contentHash: contentHash(mime) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { kind: 'refused', error }
  }
}
