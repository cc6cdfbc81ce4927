/** An SMTP server that keeps every message it took, however badly the conversation went. */
import { converse, type Peer, scriptedServer, welcome } from '../helpers/scripted-server.ts'

/** A message the server took: its final dot came, and the server did not say no. */
export interface Copy {
  readonly messageId: string
  readonly recipients: readonly string[]
  /** Header and body, still dot-stuffed. */
  readonly data: string
  /** When the dot came, milliseconds since 1970. */
  readonly at: number
}

export interface CountingServer {
  readonly port: number
  readonly copies: readonly Copy[]
  /** Connections so far. */
  readonly connections: number
  /** Connections that ended otherwise than by QUIT. */
  readonly cut: number
  /** Greetings, commands and final dots so far. */
  readonly steps: number
  /** What came where a command was due and is none, such as a body the server never asked for. */
  readonly strays: readonly string[]
  /** Resolves when every connection so far has ended and all it brought was counted. */
  quiet(): Promise<void>
}

export interface Behaviour {
  /** Greets; false where there is nothing more to say. The usual welcome when absent. */
  readonly begin?: (peer: Peer, connection: number) => Promise<boolean>
  /** The answer to a command, or to the final dot as the command `.`; undefined for the usual one, '' for none. */
  readonly answers?: (command: string, peer: Peer, connection: number) => string | undefined
}

const COMMAND = /^(EHLO|HELO|AUTH|MAIL|RCPT|DATA|RSET|NOOP|QUIT)\b|^\.$/

export async function countingServer(behaviour: Behaviour = {}): Promise<CountingServer> {
  const { begin = (peer: Peer) => welcome(peer), answers = () => undefined } = behaviour
  const copies: Copy[] = []
  const strays: string[] = []
  const sessions: Promise<void>[] = []
  const count = { steps: 0, ended: 0, goodbyes: 0 }

  const session = async (peer: Peer, connection: number): Promise<void> => {
    count.steps++
    if (!(await begin(peer, connection))) return
    let recipients: string[] = []
    let hasBegunData = false
    await converse(peer, (command) => {
      count.steps++
      const given = answers(command, peer, connection)
      if (given === undefined && !COMMAND.test(command)) strays.push(command)
      if (command === 'QUIT') count.goodbyes++
      if (command.startsWith('MAIL')) recipients = []
      if (command.startsWith('RCPT') && !isRefusal(given)) recipients.push(addressIn(command))
      if (command === '.' && hasBegunData && !isRefusal(given)) copies.push(copyOf(peer, recipients))
      if (command !== 'DATA') return given
      const answer =
        given ?? (recipients.length > 0 ? '354 go ahead\r\n' : '554 5.5.1 no valid recipients\r\n')
      hasBegunData = answer.startsWith('354')
      return answer
    })
  }
  const server = await scriptedServer((peer, connection) => {
    const run = session(peer, connection).finally(() => {
      count.ended++
    })
    sessions.push(run)
    return run
  })
  return {
    port: server.port,
    copies,
    strays,
    get connections() {
      return sessions.length
    },
    get cut() {
      return count.ended - count.goodbyes
    },
    get steps() {
      return count.steps
    },
    quiet: async () => {
      await Promise.all(sessions)
    },
  }
}

function isRefusal(reply: string | undefined): boolean {
  return reply !== undefined && /^[45]/.test(reply)
}

function addressIn(command: string): string {
  return /<(.*)>/.exec(command)?.[1] ?? ''
}

function copyOf(peer: Peer, recipients: readonly string[]): Copy {
  const lines = peer.lines.slice(peer.lines.lastIndexOf('DATA') + 1, -1)
  const messageId = lines.find((line) => line.startsWith('Message-ID: '))?.slice('Message-ID: '.length)
  return { messageId: messageId ?? '', recipients, data: lines.join('\r\n'), at: Date.now() }
}
