/** The authenticated socket: octets out with backpressure, replies in, one waiting reader at a time. */
import type { Socket } from 'node:net'
import { BrokenConnection } from './broken-connection.ts'
import { GarbledReply, ReplyReader, type ServerReply } from './reply-reader.ts'

/** Far more than one envelope can ask for; a flood must not fill the memory. */
const MAX_UNREAD = 1000

export class Wire {
  readonly #socket: Socket
  readonly #reader = new ReplyReader()
  readonly #replies: ServerReply[] = []
  #repliesRead = 0
  #broken: BrokenConnection | null = null
  /** Called when a reply has come or the connection has broken. */
  #wake: (() => void) | null = null

  /** `leftover` was received before the socket came here. */
  constructor(socket: Socket, leftover: Uint8Array) {
    this.#socket = socket
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk))
    socket.on('error', (error) => this.#break('lost', error.message))
    socket.on('end', () => this.#break('lost', 'the server closed the connection'))
    socket.on('close', () => this.#break('lost', 'the connection was closed'))
    if (leftover.length > 0) this.#receive(leftover)
    if (socket.destroyed) this.#break('lost', 'the connection was closed')
    socket.resume()
  }

  /** A reply is there that nobody has read yet. */
  get hasReply(): boolean {
    return this.#replies.length > 0
  }

  /** Takes a reply that answers nothing; null where there is none. */
  takeUnasked(): ServerReply | null {
    return this.#replies.shift() ?? null
  }

  /** Answers so far to what was written. */
  get repliesRead(): number {
    return this.#repliesRead
  }

  /** Why nothing can be sent any more; replies that arrived before can still be read. */
  get broken(): BrokenConnection | null {
    return this.#broken
  }

  /** In one segment where they fit; nothing is written on a broken connection. */
  write(pieces: readonly (string | Uint8Array)[]): void {
    if (this.#broken) return
    this.#socket.cork()
    for (const piece of pieces) this.#socket.write(piece)
    this.#socket.uncork()
  }

  /** Waits until what was written has left. Ends early, without error, when a reply arrives. */
  async drained(ms: number): Promise<void> {
    while (this.#socket.writableNeedDrain && !this.#broken && this.#replies.length === 0) {
      const wake = () => this.#wake?.()
      this.#socket.once('drain', wake)
      await this.#event(ms, 'the server does not take the message in time')
      this.#socket.off('drain', wake)
    }
    if (this.#broken && this.#replies.length === 0) throw this.#broken
  }

  /** The next reply, in the order they came. Rejects with a BrokenConnection. */
  async reply(ms: number): Promise<ServerReply> {
    for (;;) {
      const reply = this.#replies.shift()
      if (reply) {
        this.#repliesRead += 1
        return reply
      }
      if (this.#broken) throw this.#broken
      await this.#event(ms, 'the server does not answer in time')
    }
  }

  /** Says QUIT and gives the server a moment to answer. Never rejects. */
  async quit(ms: number): Promise<void> {
    if (!this.#broken) {
      this.write(['QUIT\r\n'])
      await this.reply(ms).catch(() => undefined)
    }
    this.#break('aborted', 'closed')
  }

  /** Ends the connection at once. */
  abort(): void {
    this.#break('aborted', 'the connection was closed from this side')
  }

  /** One timer covers the whole wait: octets that trickle in do not prolong it. */
  #event(ms: number, silence: string): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#break('timed-out', silence), ms)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }

  #receive(chunk: Uint8Array): void {
    if (this.#broken) return
    try {
      for (const reply of this.#reader.push(chunk)) this.#replies.push(reply)
      if (this.#replies.length > MAX_UNREAD) throw new GarbledReply('replies nobody asked for')
    } catch (error) {
      if (!(error instanceof GarbledReply)) throw error
      this.#break('garbled', `the server sent ${error.message}, where a reply is due`)
    }
    if (this.#replies.length > 0) this.#wake?.()
  }

  #break(kind: 'lost' | 'timed-out' | 'garbled' | 'aborted', detail: string): void {
    if (this.#broken) return
    const cut = kind === 'lost' && this.#reader.isInside ? ' in the middle of a reply' : ''
    this.#broken = new BrokenConnection(kind, detail + cut)
    this.#socket.destroy()
    this.#wake?.()
  }
}
