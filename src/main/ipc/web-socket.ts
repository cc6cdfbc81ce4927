/** The browser shell's transport: the contract over WebSocket, in MessagePack. */
import { decode, encode } from '@msgpack/msgpack'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { AppEvent } from '../../shared/ipc-contract.ts'
import type { FromServer } from '../../shared/socket-frames.ts'
import type { Router } from './router.ts'

/** A piece of a file, and room for what stands around it. */
const LARGEST_FRAME = 2 * 1024 * 1024

/** Milliseconds; who has not answered by the next ping is gone. */
const PING = 30_000

/** A window that reads no more must not fill the memory with events. */
const MOST_WAITING = 16 * 1024 * 1024

const frameSchema = z.strictObject({
  id: z.int().nonnegative(),
  name: z.string().max(100),
  args: z.array(z.unknown()),
})

export class SocketTransport {
  readonly server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME })
  readonly #router: Router
  readonly #alive = new WeakSet<WebSocket>()
  readonly #pinging = setInterval(() => this.#ping(), PING).unref()

  constructor(router: Router) {
    this.#router = router
    this.server.on('connection', (socket) => this.#greet(socket))
  }

  tell(event: AppEvent): void {
    const frame = encoded({ kind: 'event', event })
    for (const socket of this.server.clients) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount < MOST_WAITING) socket.send(frame)
    }
  }

  close(): void {
    clearInterval(this.#pinging)
    for (const socket of this.server.clients) socket.terminate()
    this.server.close()
  }

  #greet(socket: WebSocket): void {
    this.#alive.add(socket)
    socket.on('pong', () => this.#alive.add(socket))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => void this.#answer(socket, data))
  }

  async #answer(socket: WebSocket, data: RawData): Promise<void> {
    const frame = readFrame(data)
    // Whoever does not speak our language is no window of ours.
    if (!frame) return socket.close(1003)
    const result = await this.#router.call(frame.name, frame.args)
    if (socket.readyState === socket.OPEN) socket.send(encoded({ kind: 'answer', id: frame.id, result }))
  }

  #ping(): void {
    for (const socket of this.server.clients) {
      if (!this.#alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }
}

function readFrame(data: RawData): z.infer<typeof frameSchema> | null {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data
    return frameSchema.parse(decode(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes))
  } catch {
    return null
  }
}

function encoded(frame: FromServer): Uint8Array {
  return encode(frame, { ignoreUndefined: true })
}
