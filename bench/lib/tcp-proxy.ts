/** Stands between a client and the sink: makes the way longer, or tells when the first message was complete. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface ProxyOptions {
  readonly to: number
  /** Milliseconds each octet is on its way, in either direction. */
  readonly delay: number
  /** Called once, when the first final dot has come in; milliseconds since 1970. */
  readonly onFirstMessage?: (at: number) => void
}

export interface TcpProxy {
  readonly port: number
  close(): Promise<void>
}

const FINAL_DOT = '\r\n.\r\n'

export async function startProxy(options: ProxyOptions): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: options.to, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      // A connection that breaks off is the clients' business.
      socket.on('error', () => undefined)
    }
    if (options.onFirstMessage) watch(client, options.onFirstMessage)
    forward(client, upstream, options.delay)
    forward(upstream, client, options.delay)
  })
  const port = await listen(server)
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Timers of one length fire in the order they were set, so octets stay in order. */
function forward(from: Socket, to: Socket, delay: number): void {
  const later = delay > 0 ? (step: () => void) => void setTimeout(step, delay) : (step: () => void) => step()
  from.on('data', (chunk) => later(() => to.write(chunk)))
  from.on('end', () => later(() => to.end()))
}

function watch(client: Socket, onFirstMessage: (at: number) => void): void {
  let tail = ''
  const look = (chunk: Buffer): void => {
    const text = tail + chunk.toString('latin1')
    tail = text.slice(-FINAL_DOT.length)
    if (!text.includes(FINAL_DOT)) return
    client.off('data', look)
    onFirstMessage(performance.timeOrigin + performance.now())
  }
  client.on('data', look)
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
