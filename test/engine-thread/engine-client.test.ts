import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EngineClient } from '../../src/main/engine-thread/engine-client.ts'
import type { BatchEvent } from '../../src/shared/batch-types.ts'
import { importBatch } from '../helpers/engine.ts'
import { openForTest } from '../helpers/journal.ts'
import { Sink } from '../helpers/sink.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const START = { wait: false, backendOptions: {} }

async function clientFor(rows: number, backend: string, stdout: Writable = new Sink()) {
  const dataDir = await tempDir()
  const journal = openForTest(join(dataDir, 'mailwright.db'))
  await importBatch(journal, rows, {}, { backend, options: {} })
  let holders = 0
  let held = 0
  const keepAwake = {
    hold: () => {
      holders++
      held++
      return () => void holders--
    },
  }
  const client = new EngineClient({ dataDir, password: undefined, stdout, stderr: new Sink(), keepAwake })
  onTestFinished(() => client.terminate())
  return { client, journal, awake: () => ({ held, holders }) }
}

describe('the engine in its own thread', () => {
  test('sends a batch, tells how far it is, and what it prints comes out of this thread', async () => {
    const stdout = new Sink()
    const { client, journal, awake } = await clientFor(30, 'console', stdout)
    const events: BatchEvent[] = []
    client.onEvent((event) => events.push(event))
    const { ended } = await client.start('b', START)
    expect(await ended).toEqual({ kind: 'finished' })
    expect(journal.totals('b')).toMatchObject({ accepted: 30, pending: 0 })
    expect(events.at(-1)).toMatchObject({ state: 'finished', totals: { accepted: 30 } })
    const printed = stdout.bytes.toString()
    for (let n = 1; n <= 30; n++) expect(printed).toContain(`Subject: Row ${n}\r\n`)
    expect(await client.snapshot('b')).toMatchObject({ state: 'finished', totals: { accepted: 30 } })
    expect(awake()).toEqual({ held: 1, holders: 0 })
    await client.close()
  })

  test('does not take what could not be printed for delivered', async () => {
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(new Error('nobody reads')),
    })
    broken.on('error', () => undefined)
    const { client, journal } = await clientFor(3, 'console', broken)
    const { ended } = await client.start('b', START)
    expect(await ended).toMatchObject({ kind: 'failed', error: { code: 'output-not-writable' } })
    expect(journal.totals('b')).toMatchObject({ accepted: 0, failed: 0 })
  })

  test('refuses with the same errors as in this thread', async () => {
    const { client } = await clientFor(1, './missing.mjs')
    await expect(client.start('nothing', START)).rejects.toMatchObject({
      name: 'InputError',
      kind: 'input',
      code: 'unknown-batch',
    })
    await expect(client.start('b', START)).rejects.toMatchObject({ kind: 'input' })
    await expect(client.setLimits('b', 'fast')).rejects.toMatchObject({ code: 'bad-option' })
  })

  test('can be paused, changed, resumed and cancelled from here', async () => {
    const { client, journal } = await clientFor(400, 'dummy')
    await client.setLimits('b', '50/s')
    await client.setConnections('b', 3)
    const first = await client.start('b', START)
    await expect(client.start('b', START)).rejects.toMatchObject({ code: 'batch-running' })
    await client.pause('b')
    expect(await first.ended).toEqual({ kind: 'stopped' })
    expect(journal.batch('b').state).toBe('paused')
    const second = await client.start('b', START)
    await client.cancel('b')
    expect(await second.ended).toEqual({ kind: 'cancelled' })
    const { accepted, skipped } = journal.totals('b')
    expect(accepted + skipped).toBe(400)
  })

  test('pauses every batch when it is closed', async () => {
    const { client, journal } = await clientFor(400, 'dummy')
    await client.setLimits('b', '10/s')
    const { ended } = await client.start('b', START)
    await client.close()
    expect(await ended).toEqual({ kind: 'closed' })
    expect(journal.batch('b').state).toBe('paused')
    expect([...journal.rows('b', { states: ['attempting'] })]).toEqual([])
  })

  test('that has gone answers every call, and every run, with why', async () => {
    const { client } = await clientFor(400, 'dummy')
    await client.setLimits('b', '1/s')
    const { ended } = await client.start('b', START)
    await client.terminate()
    expect(await ended).toMatchObject({ kind: 'failed', error: { code: 'internal' } })
    await expect(client.snapshot('b')).rejects.toMatchObject({ code: 'internal' })
  })

  test('leaves this thread alone: nearly all of the work is done in others', async () => {
    const { client } = await clientFor(3_000, 'dummy')
    await client.snapshot('b')
    const [own, all] = [process.threadCpuUsage(), process.cpuUsage()]
    const { ended } = await client.start('b', START)
    await ended
    const microseconds = ({ user, system }: NodeJS.CpuUsage) => user + system
    const share = microseconds(process.threadCpuUsage(own)) / microseconds(process.cpuUsage(all))
    expect(share).toBeLessThan(0.3)
  })
})
