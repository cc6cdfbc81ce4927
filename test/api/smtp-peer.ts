/** A real SMTP server for a test: takes mail for everyone whose address does not start with `refused`. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface SmtpPeer {
  readonly port: number
  /** MAIL FROM and RCPT TO of each message. */
  readonly envelopes: { readonly from: string; readonly to: readonly string[] }[]
  readonly logins: string[]
  /** Session ids of everybody who connected. */
  readonly connections: string[]
}

export async function smtpPeer(): Promise<SmtpPeer> {
  const peer: SmtpPeer = { port: 0, envelopes: [], logins: [], connections: [] }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onConnect({ id }, done) {
      peer.connections.push(id)
      done()
    },
    onAuth({ username, password }, _session, done) {
      peer.logins.push(`${username}:${password}`)
      done(null, { user: username })
    },
    onRcptTo({ address }, _session, done) {
      const refusal = Object.assign(new Error('No such user here'), { responseCode: 550 })
      done(address.startsWith('refused') ? refusal : null)
    },
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      peer.envelopes.push({ from, to: envelope.rcptTo.map(({ address }) => address) })
      stream.resume()
      stream.on('end', done)
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)))
  return { ...peer, port: (server.server.address() as AddressInfo).port }
}
