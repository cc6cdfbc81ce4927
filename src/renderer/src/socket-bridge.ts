/** The bridge of the browser shell: calls and events over one WebSocket, connected anew when it is lost. */
import { decode, encode } from '@msgpack/msgpack'
import type { WireResult } from '../../shared/app-types.ts'
import type { AppEvent, Bridge, InvokeName, InvokeResult } from '../../shared/ipc-contract.ts'
import type { FromServer, ToServer } from '../../shared/socket-frames.ts'

/** Milliseconds between two attempts to reach the program again. */
const RETRY = 1_000

interface Pending {
  readonly resolve: (result: WireResult<unknown>) => void
}

export function socketBridge(): Bridge {
  const listeners = new Set<(event: AppEvent) => void>()
  const pending = new Map<number, Pending>()
  let latest = 0
  let opened = connect()

  function connect(): Promise<WebSocket> {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket`)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) receive(readFrame(data))
    })
    socket.addEventListener('close', lost)
    return new Promise((resolve) => socket.addEventListener('open', () => resolve(socket), { once: true }))
  }

  function lost(): void {
    for (const { resolve } of pending.values()) resolve(LOST)
    pending.clear()
    setTimeout(() => {
      opened = connect()
      void opened.then(() => tell({ name: 'connection', data: { isOpen: true } }))
    }, RETRY)
    tell({ name: 'connection', data: { isOpen: false } })
  }

  function receive(frame: FromServer): void {
    if (frame.kind === 'event') {
      tell(frame.event)
    } else {
      pending.get(frame.id)?.resolve(frame.result)
      pending.delete(frame.id)
    }
  }

  function tell(event: AppEvent): void {
    for (const listener of listeners) listener(event)
  }

  return {
    invoke: async (name, ...args) => {
      const socket = await opened
      const id = ++latest
      const frame: ToServer = { id, name, args }
      const answered = new Promise<WireResult<unknown>>((resolve) => pending.set(id, { resolve }))
      socket.send(encode(frame, { ignoreUndefined: true }))
      return typed<typeof name>(await answered)
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const LOST: WireResult<never> = {
  ok: false,
  error: {
    kind: 'environment',
    code: 'connection-lost',
    message: 'Mailwright does not answer: see whether it is still running. Nothing was changed by this step.',
    place: {},
  },
}

/** Main is our own program, built from the same contract: its answers are of the types it states. */
function typed<K extends InvokeName>(result: WireResult<unknown>): WireResult<InvokeResult<K>> {
  return result as WireResult<InvokeResult<K>>
}

function readFrame(data: ArrayBuffer): FromServer {
  return decode(data) as FromServer
}
