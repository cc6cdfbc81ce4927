/** What goes over the browser shell's WebSocket, as MessagePack. */
import type { WireResult } from './app-types.ts'
import type { AppEvent } from './ipc-contract.ts'

export interface ToServer {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

export type FromServer =
  | { readonly kind: 'answer'; readonly id: number; readonly result: WireResult<unknown> }
  | { readonly kind: 'event'; readonly event: AppEvent }
