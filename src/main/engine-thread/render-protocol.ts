/** What the engine's thread and the rendering thread say to each other: many messages at a time, their octets in one piece. */
import type { ErrorData } from '../../shared/error-data.ts'
import type { RenderJob } from '../batch/renderer.ts'
import type { DkimSetup } from '../mail/dkim.ts'

/** What the rendering thread is started with. */
export interface RenderSetup {
  readonly dataDir: string
}

export type ToRenderer =
  /** A batch is about to be rendered, and signed where there is something to sign with. */
  | { readonly kind: 'open'; readonly batchId: string; readonly signing: DkimSetup | null }
  | {
      readonly kind: 'render'
      readonly batchId: string
      readonly id: number
      readonly jobs: readonly RenderJob[]
    }
  | { readonly kind: 'close'; readonly batchId: string }

/** One chunk of a message: so many octets behind those of the chunk before, or a chunk told by its number earlier. */
export type ChunkData = { readonly octets: number } | { readonly shared: number }

/** Lists rather than objects, because the names of an object's fields would be copied for each message. */
export type MessageData = readonly [
  messageId: string,
  date: number,
  from: string,
  to: readonly string[],
  eightBit: boolean,
  contentHash: string,
  ...chunks: readonly ChunkData[],
]

export type RenderedRowData =
  | { readonly kind: 'message'; readonly message: MessageData }
  | { readonly kind: 'refused'; readonly error: ErrorData }

export type FromRenderer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'rendered'
      readonly id: number
      readonly rows: readonly RenderedRowData[]
      readonly octets: Uint8Array
    }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** Will be named by its number from now on. */
  | { readonly kind: 'chunk'; readonly number: number; readonly octets: Uint8Array }
  /** No chunk is named any more that was told so far. */
  | { readonly kind: 'forget' }
