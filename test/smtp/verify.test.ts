import { describe, expect, test } from 'vitest'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import { type VerifyStep, verifySmtp } from '../../src/main/smtp/verify.ts'
import { InputError } from '../../src/shared/errors.ts'
import { certificate, converse, ehloReply, scriptedServer, welcome } from '../helpers/scripted-server.ts'

const trusted = certificate('localhost')
const login = { user: 'me', password: 'pass' }

async function stepsOf(changes: Partial<SmtpOptions>): Promise<VerifyStep[]> {
  const steps: VerifyStep[] = []
  const options = { host: 'localhost', tls: 'none', timeout: 2, ca: trusted.cert, ...changes } as const
  for await (const step of verifySmtp(options)) steps.push(step)
  return steps
}

const summary = (steps: readonly VerifyStep[]) =>
  steps.map(({ step, ok }) => `${step} ${ok ? 'ok' : 'failed'}`)

describe('verifying a server', () => {
  test('goes through every step with TLS from the start, sends nothing and says goodbye', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, ['AUTH PLAIN']))) return
      await converse(peer, (command) => (command.startsWith('AUTH') ? '235 ok\r\n' : undefined))
    }, trusted)
    const steps = await stepsOf({ port, tls: 'implicit', ...login })
    expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'tls ok', 'greeting ok', 'login ok'])
    expect(steps.map(({ detail }) => detail).join('\n')).toMatch(
      /127\.0\.0\.1.*TLSv1\.[23].*scripted\.example.*me/s,
    )
    await peers[0]?.gone()
    expect(peers[0]?.lines.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'AUTH', 'QUIT'])
  })

  test('goes through every step with STARTTLS', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, ['STARTTLS']))) return
      await peer.line()
      peer.send('220 go\r\n')
      await peer.startTls(trusted)
      await peer.line()
      peer.send(ehloReply(['AUTH PLAIN']))
      await converse(peer, (command) => (command.startsWith('AUTH') ? '235 ok\r\n' : undefined))
    })
    const steps = await stepsOf({ port, tls: 'starttls', ...login })
    expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'greeting ok', 'tls ok', 'login ok'])
  })

  test('tells that no login is set', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (await welcome(peer)) await converse(peer)
    })
    const steps = await stepsOf({ port })
    expect(steps.at(-1)).toMatchObject({
      step: 'login',
      ok: true,
      detail: expect.stringContaining('No login'),
    })
  })

  test('stops at a name nobody knows', async () => {
    const steps = await stepsOf({ host: 'no-such-host.invalid' })
    expect(summary(steps)).toEqual(['dns failed'])
    expect(steps[0]?.advice).toContain('spelling')
  })

  test('stops at a port where nothing listens', async () => {
    const steps = await stepsOf({ port: 1 })
    expect(summary(steps)).toEqual(['dns ok', 'tcp failed'])
    expect(steps[1]?.detail).toContain('refused')
  })

  test('recognises a server that waits for TLS on a port set to plain or STARTTLS', async () => {
    const { port } = await scriptedServer((peer) => peer.gone(), trusted)
    for (const tls of ['none', 'starttls'] as const) {
      const steps = await stepsOf({ port, tls, timeout: 0.5 })
      expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'greeting failed'])
      expect(steps.at(-1)?.advice).toContain('expects TLS from the start')
    }
  })

  test('recognises a plain server on a port set to TLS', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (await welcome(peer)) await peer.gone()
    })
    const steps = await stepsOf({ port, tls: 'implicit' })
    expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'tls failed'])
    expect(steps.at(-1)?.advice).toContain('STARTTLS')
  })

  test('names a certificate that is not trusted as a TLS problem', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, ['STARTTLS']))) return
      await peer.line()
      peer.send('220 go\r\n')
      await peer.startTls(certificate('other-host'))
    })
    const steps = await stepsOf({ port, tls: 'starttls' })
    expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'greeting ok', 'tls failed'])
    expect(steps.at(-1)?.detail).toContain('certificate')
  })

  test.each([
    ['534 5.7.9 Application-specific password required. https://support.google.com/', 'App passwords'],
    ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled', 'SMTP AUTH'],
    ['535 5.7.0 Please use an app password, see help.yahoo.com', 'Yahoo'],
    ['535 5.7.8 wrong', 'user name and the password'],
  ])('answers "%s" with advice on the login', async (reply, advice) => {
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, ['AUTH PLAIN']))) return
      await converse(peer, (command) => (command.startsWith('AUTH') ? `${reply}\r\n` : undefined))
    }, trusted)
    const steps = await stepsOf({ port, tls: 'implicit', ...login })
    expect(steps.at(-1)).toMatchObject({ step: 'login', ok: false, advice: expect.stringContaining(advice) })
  })

  test('does not send a password in clear text', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (await welcome(peer, ['AUTH PLAIN'])) await converse(peer)
    })
    const steps = await stepsOf({ port, ...login })
    expect(summary(steps)).toEqual(['dns ok', 'tcp ok', 'greeting ok', 'login failed'])
    expect(peers[0]?.lines.join()).not.toContain('AUTH')
  })

  test('refuses options that cannot be used', async () => {
    await expect(stepsOf({ host: 'a b' })).rejects.toThrow(InputError)
  })

  test('may be left early without leaving a connection behind', async () => {
    const { port, peers } = await scriptedServer((peer) => peer.gone())
    for await (const { step } of verifySmtp({ host: '127.0.0.1', port, tls: 'none' })) {
      if (step === 'tcp') break
    }
    while (peers.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await peers[0]?.gone()
  })
})
