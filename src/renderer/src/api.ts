/** The renderer's only way to main: the preload's bridge on the desktop, a socket in a browser. */

import type { FileInfo, FileToken } from '../../shared/draft-types.ts'
import type { ErrorData } from '../../shared/error-data.ts'
import type {
  AppEvent,
  Bridge,
  EventMap,
  EventName,
  InvokeArgs,
  InvokeName,
  InvokeResult,
} from '../../shared/ipc-contract.ts'
import { socketBridge } from './socket-bridge.ts'

declare global {
  interface Window {
    /** Put there by the preload script of the desktop shell. */
    readonly mailwright?: Bridge
  }
}

/** A refusal of main: `message` is a sentence for the user, `data.code` is what to decide by. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly data: ErrorData

  constructor(data: ErrorData) {
    super(data.message)
    this.data = data
  }
}

const bridge: Bridge = window.mailwright ?? socketBridge()

export async function invoke<K extends InvokeName>(
  name: K,
  ...args: InvokeArgs<K>
): Promise<InvokeResult<K>> {
  const result = await bridge.invoke(name, ...args)
  if (!result.ok) throw new ApiError(result.error)
  return result.value
}

/** Returns the function that ends listening. */
export function onEvent<K extends EventName>(name: K, listener: (data: EventMap[K]) => void): () => void {
  return bridge.onEvent((event) => {
    if (isEvent(event, name)) listener(event.data)
  })
}

function isEvent<K extends EventName>(
  event: AppEvent,
  name: K,
): event is AppEvent & { readonly data: EventMap[K] } {
  return event.name === name
}

/** A name for a call that tells its progress and can be cancelled with `jobs.cancel`. */
export function newJob(): string {
  return crypto.randomUUID()
}

/** What main takes in one piece. */
const PIECE = 1024 * 1024

/** Hands a file to main, piece by piece; `onProgress` gets octets done. Aborting leaves nothing behind. */
export async function uploadFile(
  file: File,
  onProgress?: (done: number) => void,
  signal?: AbortSignal,
): Promise<FileInfo> {
  const mimetype = file.type || 'application/octet-stream'
  const upload = await invoke('files.begin', { name: file.name, mimetype, size: file.size })
  try {
    for (let start = 0; start < file.size; start += PIECE) {
      signal?.throwIfAborted()
      const piece = await file.slice(start, start + PIECE).arrayBuffer()
      await invoke('files.append', upload, new Uint8Array(piece))
      onProgress?.(Math.min(start + PIECE, file.size))
    }
    return await invoke('files.finish', upload)
  } catch (error) {
    await invoke('files.abort', upload)
    throw error
  }
}

/** Lets the user keep a file; false when they changed their mind. */
export async function saveFile(token: FileToken): Promise<boolean> {
  const { kind, url } = await invoke('files.save', token)
  if (kind === 'download') {
    const link = document.createElement('a')
    link.href = url
    link.download = ''
    link.click()
  }
  return kind !== 'cancelled'
}

/** Address of a preview page (`MessageView.page`), for the `src` of a sandboxed frame. */
export function pageUrl(page: string): string {
  return `/page/${encodeURIComponent(page)}`
}
