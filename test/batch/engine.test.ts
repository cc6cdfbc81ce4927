import { describe, expect, test, vi } from 'vitest'
import { SessionError } from '../../src/main/backends/session-error.ts'
import { engineRig, fate, Gate, importBatch } from '../helpers/engine.ts'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'

const START = { wait: false, backendOptions: {} }

/** Resolves when the condition holds. */
const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { interval: 1 })

const lost = () => new SessionError('connection-lost', 'The connection broke.', { transient: true })

describe('a batch', () => {
  test('is sent to its end, each row once, over all connections', async () => {
    const used = new Set<number>()
    const rig = await engineRig({
      rows: 500,
      connections: 4,
      deliver: async (_, connection) => void used.add(connection),
    })
    expect(await rig.run()).toEqual({ kind: 'finished' })
    expect(new Set(rig.sent).size).toBe(500)
    expect(rig.sent).toHaveLength(500)
    expect(used.size).toBe(4)
    expect(rig.journal.batch('b').state).toBe('finished')
    expect(rig.journal.totals('b')).toMatchObject({ rows: 500, accepted: 500, pending: 0 })
  })

  test('of no rows is finished, and connects to nothing', async () => {
    const open = vi.fn()
    const rig = await engineRig({ rows: 0, connections: 4, open })
    expect(await rig.run()).toEqual({ kind: 'finished' })
    expect(open).not.toHaveBeenCalled()
  })

  test('with fewer rows than connections opens only as many as there are rows', async () => {
    const used = new Set<number>()
    const gate = new Gate()
    const rig = await engineRig({
      rows: 2,
      connections: 10,
      deliver: async (_, connection) => {
        used.add(connection)
        await gate.passed
        return undefined
      },
    })
    const run = rig.run()
    await until(() => rig.sent.length === 2)
    gate.open()
    await run
    expect((await rig.engine.snapshot('b')).connections).toBe(0)
    expect(rig.sent).toHaveLength(2)
  })

  test('that is started twice is sent once; the second start is told so', async () => {
    const gate = new Gate()
    const rig = await engineRig({ rows: 20, deliver: async () => void (await gate.passed) })
    const first = rig.run()
    await expect(rig.run()).rejects.toMatchObject({ code: 'batch-running', kind: 'environment' })
    gate.open()
    expect(await first).toEqual({ kind: 'finished' })
    expect(rig.sent).toHaveLength(20)
  })

  test('keeps the computer awake while it runs, and no longer', async () => {
    const gate = new Gate()
    const rig = await engineRig({ rows: 1, deliver: async () => void (await gate.passed) })
    const run = rig.run()
    await until(() => rig.sent.length === 1)
    expect(rig.isAwake()).toBe(true)
    gate.open()
    await run
    expect(rig.isAwake()).toBe(false)
  })
})

describe('pause', () => {
  test('finishes what is in flight, then stops; resume sends the rest, nothing twice', async () => {
    const gate = new Gate()
    const rig = await engineRig({ rows: 100, connections: 2, deliver: async () => void (await gate.passed) })
    const run = rig.run()
    await until(() => rig.sent.length === 2)
    const paused = rig.engine.pause('b')
    gate.open()
    await paused
    expect(await run).toEqual({ kind: 'stopped' })
    expect(rig.journal.batch('b')).toMatchObject({ state: 'paused', reason: 'Paused by the user.' })
    // Each connection may have had the next message at hand.
    expect(rig.sent.length).toBeLessThanOrEqual(4)
    const { accepted, pending } = rig.journal.totals('b')
    expect([accepted, pending]).toEqual([rig.sent.length, 100 - rig.sent.length])
    expect([...rig.journal.rows('b', { states: ['attempting'] })]).toEqual([])
    expect(await rig.run()).toEqual({ kind: 'finished' })
    expect(new Set(rig.sent).size).toBe(100)
    expect(rig.sent).toHaveLength(100)
  })

  test('right behind a start is not lost', async () => {
    const rig = await engineRig({ rows: 100 })
    const started = rig.engine.start('b', START)
    await rig.engine.pause('b')
    expect(await (await started).ended).toEqual({ kind: 'stopped' })
  })

  test('interrupts a connection that is still being made, and its row stays as it was', async () => {
    let close: () => void = () => undefined
    const opening = new Promise<never>((_, reject) => {
      close = () => reject(lost())
    })
    opening.catch(() => undefined)
    const open = vi.fn(() => opening)
    const rig = await engineRig({
      rows: 3,
      open: () => ({
        name: 'slow',
        open,
        close: async () => close(),
        sendMessages: async () => ({ sent: 0, results: [] }),
        [Symbol.asyncDispose]: async () => undefined,
      }),
    })
    const run = rig.run()
    await until(() => open.mock.calls.length === 1)
    await rig.engine.pause('b')
    expect(await run).toEqual({ kind: 'stopped' })
    expect([...rig.journal.rows('b')].map(({ state, attempts }) => [state, attempts])).toEqual([
      ['queued', 0],
      ['queued', 0],
      ['queued', 0],
    ])
  })
})

describe('cancel', () => {
  test('finishes what is in flight and skips the rest', async () => {
    const gate = new Gate()
    const rig = await engineRig({ rows: 50, deliver: async () => void (await gate.passed) })
    const run = rig.run()
    await until(() => rig.sent.length === 1)
    const cancelled = rig.engine.cancel('b')
    gate.open()
    await cancelled
    expect(await run).toEqual({ kind: 'cancelled' })
    expect(rig.journal.batch('b').state).toBe('cancelled')
    const { accepted, skipped, pending } = rig.journal.totals('b')
    expect([accepted + skipped, pending]).toEqual([50, 0])
    expect(accepted).toBe(rig.sent.length)
    expect(accepted).toBeLessThanOrEqual(2)
  })

  test('of a batch that does not run skips all of it', async () => {
    const rig = await engineRig({ rows: 5 })
    await rig.engine.cancel('b')
    expect(rig.journal.totals('b')).toMatchObject({ skipped: 5, pending: 0 })
    expect(rig.sent).toEqual([])
  })

  test('by another program stops the run after what is in flight', async () => {
    const file = await tempJournalFile()
    const [mine, other] = [openForTest(file), openForTest(file)]
    await importBatch(mine, 50)
    const gate = new Gate()
    const rig = await engineRig({ rows: 50, journal: mine, deliver: async () => void (await gate.passed) })
    const run = rig.run()
    await until(() => rig.sent.length === 1)
    await other.cancel('b', 5_000, 'Cancelled elsewhere.')
    gate.open()
    expect(await run).toEqual({ kind: 'cancelled' })
    expect(mine.batch('b').state).toBe('cancelled')
    const { accepted, skipped, pending } = mine.totals('b')
    expect([accepted + skipped, pending]).toEqual([50, 0])
    // In flight, and what was being handed over while the other program's word came in.
    expect(accepted).toBeLessThanOrEqual(5)
  })
})

describe('connections', () => {
  test('can be added and taken away while the batch runs', async () => {
    const busy = new Set<number>()
    let most = 0
    const gates = [new Gate(), new Gate()]
    const rig = await engineRig({
      rows: 300,
      deliver: async (_, connection) => {
        busy.add(connection)
        most = Math.max(most, busy.size)
        await gates[rig.sent.length > 100 ? 1 : 0]?.passed
        await new Promise(setImmediate)
        busy.delete(connection)
        return undefined
      },
    })
    const run = rig.run()
    await until(() => busy.size === 1)
    await rig.engine.setConnections('b', 5)
    await until(() => busy.size === 5)
    gates[0]?.open()
    await until(() => rig.sent.length === 105)
    await rig.engine.setConnections('b', 2)
    gates[1]?.open()
    expect(await run).toEqual({ kind: 'finished' })
    expect(most).toBe(5)
    expect(rig.journal.totals('b').accepted).toBe(300)
    expect(JSON.parse(rig.journal.batch('b').settings).options.connections).toBe(2)
  })

  test.each([0, 21, 1.5])('cannot be %d', async (connections) => {
    const rig = await engineRig({ rows: 1 })
    await expect(rig.engine.setConnections('b', connections)).rejects.toMatchObject({ code: 'bad-option' })
  })

  test('that fails comes back by itself while the others go on; its row is sent, and no row twice', async () => {
    let failures = 0
    const rig = await engineRig({
      rows: 400,
      connections: 3,
      deliver: async (message, connection) => {
        await new Promise((resolve) => setTimeout(resolve, 3))
        if (connection !== 2 || failures > 0) return undefined
        failures++
        rig.sent.splice(rig.sent.indexOf(message.envelope.to.join()), 1)
        throw lost()
      },
      retry: '1s',
    })
    expect(await rig.run(true)).toEqual({ kind: 'finished' })
    expect(failures).toBe(1)
    expect(rig.sent).toHaveLength(400)
    expect(new Set(rig.sent).size).toBe(400)
  })

  test('that no waiting mends pause the batch with the reason; no row pays for it', async () => {
    const rig = await engineRig({
      rows: 50,
      connections: 5,
      deliver: async () => {
        throw new SessionError('login-refused', 'The password is wrong.', { transient: false })
      },
    })
    expect(await rig.run()).toMatchObject({ kind: 'failed', error: { code: 'login-refused' } })
    expect(rig.journal.batch('b')).toMatchObject({ state: 'paused', reason: 'The password is wrong.' })
    expect(rig.journal.totals('b')).toMatchObject({ accepted: 0, failed: 0, uncertain: 0 })
  })
})

describe('limits', () => {
  test('can be changed while the batch runs, and stay changed', async () => {
    const rig = await engineRig({ rows: 40, rate: '1/hour' })
    const run = rig.run()
    await until(() => rig.sent.length === 1)
    await rig.engine.setLimits('b', '100/s')
    expect(await run).toEqual({ kind: 'finished' })
    expect(JSON.parse(rig.journal.batch('b').settings).options.rate).toBe('100/s')
  })

  test('are refused when they cannot be read', async () => {
    const rig = await engineRig({ rows: 1 })
    await expect(rig.engine.setLimits('b', '10/week')).rejects.toMatchObject({ code: 'bad-option' })
  })

  test('of one domain do not hold up the rows of others', async () => {
    const journal = openForTest(await tempJournalFile())
    const rig = await engineRig({ rows: 0, journal: await withDomains(journal) })
    const run = rig.run()
    await until(() => rig.sent.length === 31)
    expect(rig.sent.filter((address) => address.endsWith('@slow.example'))).toHaveLength(1)
    await rig.engine.pause('b')
    expect(await run).toEqual({ kind: 'stopped' })
  })

  /** Thirty rows for a slow domain, then thirty for another. */
  async function withDomains(journal: ReturnType<typeof openForTest>) {
    await importBatch(journal, 60, { rate: '1/hour@slow.example' }, undefined, (n) =>
      n <= 30 ? `r${n}@slow.example` : `r${n}@fast.example`,
    )
    return journal
  }
})

describe('row after row turned away', () => {
  test('with the same 5.7 reply pauses the batch, and none of them is failed', async () => {
    const rig = await engineRig({
      rows: 100,
      connections: 3,
      deliver: async (message) =>
        rig.sent.length > 20 ? fate(message, 'failed', 554, '5.7.1', 'Rejected as spam') : undefined,
    })
    const end = await rig.run()
    expect(end).toMatchObject({ kind: 'failed', error: { code: 'server-refused' } })
    expect(rig.journal.batch('b').reason).toMatch(/for the same reason: 554 5\.7\.1 Rejected as spam/)
    expect(rig.journal.totals('b')).toMatchObject({ accepted: 20, failed: 0, pending: 80 })
    expect(rig.sent.length).toBeLessThan(40)
  })

  test('with different replies is their own fault', async () => {
    const rig = await engineRig({
      rows: 40,
      deliver: async (message) => fate(message, 'failed', 550, `5.1.${rig.sent.length % 2}`),
    })
    expect(await rig.run()).toEqual({ kind: 'finished' })
    expect(rig.journal.totals('b').failed).toBe(40)
  })

  test('with 4.7.0 from the start pauses the batch; the rows stay deferred', async () => {
    const rig = await engineRig({
      rows: 100,
      retry: '1h',
      deliver: async (message) => fate(message, 'deferred', 450, '4.7.0', 'not now'),
    })
    expect(await rig.run()).toMatchObject({ kind: 'failed', error: { code: 'server-refused' } })
    const { failed, deferred, pending } = rig.journal.totals('b')
    expect([failed, deferred + pending]).toEqual([0, 100])
    expect(deferred).toBeLessThan(20)
  })
})

test('when the journal fails nothing more is sent, and the end says why', async () => {
  const rig = await engineRig({
    rows: 200,
    connections: 3,
    deliver: async () => {
      if (rig.sent.length === 30) rig.journal.close()
      return undefined
    },
  })
  expect(await rig.run()).toMatchObject({ kind: 'failed', error: { code: 'journal-closed' } })
  // What the other connections had in flight.
  expect(rig.sent.length).toBeLessThanOrEqual(33)
})
