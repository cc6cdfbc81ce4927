/** An SMTP server on loopback for whole batches: takes what it is told to take, and counts what it took. */
import { setTimeout } from 'node:timers/promises'
import { type Peer, scriptedServer, welcome } from './scripted-server.ts'

export interface Taken {
  readonly messageId: string
  readonly to: string
  readonly subject: string
}

/** How the server behaves; a test may change it at any time. */
export interface Behaviour {
  /** Milliseconds each message costs. */
  delay?: number
  /** Replies other than the usual ones, by command or recipient; undefined: the usual one. */
  login?: string
  mail?: (sender: string) => string | undefined
  rcpt?: (address: string) => string | undefined
  /** True: the message is taken, and the connection is lost before the answer. */
  breaksAfterDot?: (address: string) => boolean
}

export interface AcceptingServer {
  readonly port: number
  readonly behaviour: Behaviour
  /** In the order they were answered with 250, or lost. */
  readonly taken: readonly Taken[]
}

export async function acceptingServer(behaviour: Behaviour = {}): Promise<AcceptingServer> {
  const taken: Taken[] = []
  const { port } = await scriptedServer(async (peer) => {
    const extensions = ['PIPELINING', '8BITMIME']
    if (!(await welcome(peer, behaviour.login ? [...extensions, 'AUTH PLAIN'] : extensions))) return
    await converse(peer, behaviour, taken)
  })
  return { port, behaviour, taken }
}

async function converse(peer: Peer, behaviour: Behaviour, taken: Taken[]): Promise<void> {
  let to = ''
  for (let line = await peer.line(); line !== null; line = await peer.line()) {
    if (line === 'QUIT') {
      peer.send('221 bye\r\n')
      return peer.end()
    }
    if (line === 'RSET') to = ''
    const rcpt = /^RCPT TO:<([^>]*)>/.exec(line)?.[1]
    const refusal = refusalOf(line, rcpt, behaviour)
    if (refusal === undefined && rcpt !== undefined) to = rcpt
    if (line !== 'DATA') {
      peer.send(refusal ?? '250 2.1.0 ok\r\n')
      continue
    }
    if (to === '') {
      peer.send('554 5.5.1 no valid recipients\r\n')
      continue
    }
    peer.send('354 go ahead\r\n')
    const data = await peer.data()
    if (data === null) return
    if (behaviour.delay) await setTimeout(behaviour.delay)
    taken.push({ messageId: header(data, 'Message-ID'), to, subject: header(data, 'Subject') })
    if (behaviour.breaksAfterDot?.(to)) return peer.reset()
    peer.send('250 2.0.0 Ok: queued as Q1\r\n')
    to = ''
  }
}

function refusalOf(line: string, rcpt: string | undefined, behaviour: Behaviour): string | undefined {
  if (rcpt !== undefined) return behaviour.rcpt?.(rcpt)
  if (line.startsWith('AUTH ')) return behaviour.login
  const sender = /^MAIL FROM:<([^>]*)>/.exec(line)?.[1]
  return sender === undefined ? undefined : behaviour.mail?.(sender)
}

function header(data: string, name: string): string {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(data)?.[1]?.trim() ?? ''
}
