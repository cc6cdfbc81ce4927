import { describe, expect, test } from 'vitest'
import type { Pipelining } from '../../src/main/smtp/options.ts'
import { converse, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, friendlyServer, rawMessage, recorder } from './smtp-test-kit.ts'

const three = ['a@example.net', 'b@example.net', 'c@example.net']

describe('what a group of commands looks like on the wire', () => {
  /** Answers nothing until the client has written what `until` ends with. */
  async function firstWrite(pipelining: Pipelining, until: string, extensions?: readonly string[]) {
    let seen = ''
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, extensions))) return
      while (!peer.unread.includes(until)) await new Promise((resolve) => setImmediate(resolve))
      seen = peer.unread
      await converse(peer)
    })
    await backendFor(port, { pipelining }).sendMessages([rawMessage('1'), rawMessage('2')])
    return seen
  }

  test('without pipelining MAIL stands alone', async () => {
    expect(await firstWrite('none', '\r\n')).toBe('MAIL FROM:<from@example.com>\r\n')
  })

  test('MAIL, RCPT and DATA leave together where the server offers PIPELINING', async () => {
    expect(await firstWrite('envelope', 'DATA\r\n')).toBe(
      'MAIL FROM:<from@example.com>\r\nRCPT TO:<to@example.com>\r\nDATA\r\n',
    )
  })

  test('MAIL stands alone where the server does not offer it', async () => {
    expect(await firstWrite('full', '\r\n', ['8BITMIME'])).toBe('MAIL FROM:<from@example.com>\r\n')
  })

  test('the envelope of the next message leaves with the dot of this one', async () => {
    let behindDot = ''
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      for (let count = 0; count < 3; count += 1) await peer.line()
      peer.send('250 ok\r\n250 ok\r\n354 go\r\n')
      await peer.data()
      while (!peer.unread.includes('DATA')) await new Promise((resolve) => setImmediate(resolve))
      behindDot = peer.unread
      peer.send('250 ok\r\n')
      await converse(peer)
    })
    const { sent } = await backendFor(port).sendMessages([rawMessage('1'), rawMessage('2', { to: three })])
    expect(sent).toBe(2)
    expect(behindDot).toBe(
      `MAIL FROM:<from@example.com>\r\n${three.map((address) => `RCPT TO:<${address}>\r\n`).join('')}DATA\r\n`,
    )
  })

  test('a slow source of messages does not hold up the dot', async () => {
    const { port } = await friendlyServer()
    const { hooks, events } = recorder()
    let release = () => {}
    const wait = new Promise<void>((resolve) => {
      release = resolve
    })
    async function* messages() {
      yield rawMessage('1')
      await wait
      yield rawMessage('2')
    }
    const work = backendFor(port).sendMessages(messages(), {
      ...hooks,
      settled: async (message, result) => {
        await hooks.settled?.(message, result)
        release()
      },
    })
    expect((await work).sent).toBe(2)
    expect(events).toEqual(['mark 1', 'settled 1 accepted', 'mark 2', 'settled 2 accepted'])
  })
})
