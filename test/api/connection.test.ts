import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  BadHeaderError,
  DeliveryError,
  outbox,
  type Sendable,
  SessionBrokenError,
} from '../../src/main/api/index.ts'
import { connect, plainEmail } from '../helpers/scripting.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { smtpPeer } from './smtp-peer.ts'

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

describe('sendMessages', () => {
  it('A39: takes lists and iterators, keeps the order and counts', async () => {
    const connection = await connect()
    const before = outbox.length
    const list = await connection.sendMessages([plainEmail('1'), plainEmail('2')])
    const iterator = await connection.sendMessages([plainEmail('3')].values())
    const stream = await connection.sendMessages(
      (async function* () {
        yield plainEmail('4')
      })(),
    )
    expect([list.sent, iterator.sent, stream.sent]).toEqual([2, 1, 1])
    expect(outbox.slice(before).map((one) => one.message.subject)).toEqual(['1', '2', '3', '4'])
  })

  it('a message that cannot be built has an error, and those after it are sent', async () => {
    const messages: readonly Sendable[] = [
      plainEmail('good'),
      plainEmail('bad\nsubject'),
      plainEmail('bad', ['to@']),
      plainEmail('good too'),
    ]
    const report = await (await connect()).sendMessages(messages)
    expect(report.sent).toBe(2)
    expect(report.results.map(({ message: one, state }) => [messages.indexOf(one), state])).toEqual([
      [0, 'accepted'],
      [1, 'failed'],
      [2, 'failed'],
      [3, 'accepted'],
    ])
    expect(report.results[0]?.error).toBeUndefined()
    expect(report.results[1]?.error).toBeInstanceOf(BadHeaderError)
    expect(report.results[2]?.error).toMatchObject({ code: 'invalid-address' })
    expect(report.results[2]?.recipients).toMatchObject([{ address: 'to@', state: 'failed' }])
  })

  it('A43: a message without recipients is neither sent nor counted', async () => {
    const peer = await smtpPeer()
    const connection = await connect({ backend: 'smtp', host: '127.0.0.1', port: peer.port, tls: 'none' })
    expect(await connection.sendMessages([plainEmail('nobody', [])])).toEqual({ sent: 0, results: [] })
    expect(await connection.sendMessages([])).toEqual({ sent: 0, results: [] })
    expect(peer.envelopes).toEqual([])
  })

  it('a refused recipient makes the message not accepted, with the fate of each', async () => {
    const peer = await smtpPeer()
    const connection = await connect({ backend: 'smtp', host: '127.0.0.1', port: peer.port, tls: 'none' })
    const { sent, results } = await connection.sendMessages([
      plainEmail('partly', ['to@example.com', 'refused@example.com']),
      plainEmail('wholly'),
    ])
    expect(sent).toBe(1)
    expect(results[0]?.error).toBeInstanceOf(DeliveryError)
    expect(results[0]?.recipients).toMatchObject([
      { address: 'to@example.com', state: 'accepted', code: 250 },
      { address: 'refused@example.com', state: 'failed', code: 550 },
    ])
    expect(results[1]).toMatchObject({ state: 'accepted' })
  })

  it.each(['deferred', 'uncertain'])('a message that is %s does not count as sent', async (state) => {
    const path = join(await tempDir(), 'backend.mjs')
    await writeFile(path, `export class Backend { sendMessages() { return [{ state: '${state}' }] } }`)
    const report = await (await connect({ backend: path })).sendMessages([plainEmail('1')])
    expect(report).toMatchObject({ sent: 0, results: [{ state, error: { code: 'not-accepted' } }] })
  })
})

describe('a session', () => {
  it('A39: is a scope, and close is harmless when nothing is open', async () => {
    const connection = await connect()
    await connection.close()
    expect(await connection.open()).toBe(true)
    expect(await connection.open()).toBe(false)
    await connection.close()
    await connection.close()
    await using scoped = await connect()
    expect(await plainEmail('scoped').send({ connection: scoped })).toBe(1)
  })

  it('A43: opened by the caller it is kept, otherwise each call has its own', async () => {
    const peer = await smtpPeer()
    await using connection = await connect({
      backend: 'smtp',
      host: '127.0.0.1',
      port: peer.port,
      tls: 'none',
    })
    await connection.open()
    await connection.sendMessages([plainEmail('1')])
    await connection.sendMessages([plainEmail('2')])
    expect(peer.connections).toHaveLength(1)
    await connection.close()
    await connection.sendMessages([plainEmail('3')])
    await connection.sendMessages([plainEmail('4')])
    expect(peer.connections).toHaveLength(3)
  })

  it('A43: that cannot be opened rejects, or is reported with failSilently', async () => {
    const options = { backend: 'smtp', host: '127.0.0.1', port: await closedPort(), tls: 'none' }
    const loud = await connect(options)
    const error = await loud
      .sendMessages([plainEmail('1\n'), plainEmail('2')])
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SessionBrokenError)
    // What was known before is not lost.
    expect(error).toMatchObject({ report: { sent: 0, results: [{ state: 'failed' }] } })
    await expect(loud.open()).rejects.toThrow()

    const silent = await connect({ ...options, failSilently: true })
    expect(await silent.open()).toBe(false)
    const report = await silent.sendMessages([plainEmail('1')])
    expect(report).toMatchObject({ sent: 0, results: [] })
    expect(report.error?.message).toContain('127.0.0.1')
    expect(await plainEmail('1').send({ connection: silent })).toBe(0)
  })
})
