/** Several processes on one journal. */
import { expect, test } from 'vitest'
import { welcome } from '../helpers/scripted-server.ts'
import { type CountingServer, countingServer } from './counting-server.ts'
import { expectHonest, type Rig, rigWith, until } from './rig.ts'

/** A server that answers no message before it is told to. */
async function heldServer(): Promise<{ readonly server: CountingServer; release(): void }> {
  const waiting: (() => void)[] = []
  let isHeld = true
  const server = await countingServer({
    // Without PIPELINING, as nothing that comes behind the dot may be answered before it.
    begin: (peer) => welcome(peer, ['8BITMIME']),
    answers: (command, peer) => {
      if (command !== '.' || !isHeld) return undefined
      waiting.push(() => peer.send('250 2.0.0 Ok: queued as Q1\r\n'))
      return ''
    },
  })
  return {
    server,
    release: () => {
      isHeld = false
      for (const answer of waiting) answer()
    },
  }
}

async function expectRunning(rig: Rig, ...args: readonly string[]): Promise<void> {
  const run = await rig.start('batch', ...args).ended
  expect(run.code, run.stderr).toBe(3)
  expect(run.stderr).toMatch(/being worked on by another window or program/)
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'batch-running' } })
}

test('a batch that is being sent cannot be started a second time', async () => {
  const { server, release } = await heldServer()
  const rig = await rigWith(40)
  const merge = rig.merge(server.port, '--connections', '2')
  await until(() => server.copies.length > 0, merge)
  const batch = await rig.batch()
  await expectRunning(rig, 'resume', batch, '--json')
  release()
  expect(await merge.ended).toMatchObject({ code: 0 })
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: 40 })
}, 60_000)

test('of two resumes at the same moment one sends, the other is told so', async () => {
  const { server, release } = await heldServer()
  const rig = await rigWith(40)
  const merge = rig.merge(server.port)
  await until(() => server.copies.length > 0, merge)
  merge.process.kill('SIGKILL')
  await merge.ended
  await rig.batch()
  const resumes = await Promise.all([rig.resume(), rig.resume()])
  const first = await Promise.race(resumes.map(({ ended }) => ended))
  expect(first.code).toBe(3)
  expect(JSON.parse(first.stdout)).toMatchObject({ error: { code: 'batch-running' } })
  release()
  const codes = (await Promise.all(resumes.map(({ ended }) => ended))).map(({ code }) => code)
  // The row that the kill left in doubt keeps the other from ending with 0.
  expect(codes.sort()).toEqual([1, 3])
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: 39, uncertain: 1 })
}, 60_000)

test('after a kill any number of programs may open the journal at the same moment', async () => {
  const { server } = await heldServer()
  const rig = await rigWith(40)
  const merge = rig.merge(server.port)
  await until(() => server.copies.length > 0, merge)
  merge.process.kill('SIGKILL')
  await merge.ended
  const opened = await Promise.all(Array.from({ length: 8 }, () => rig.start('batches', '--json').ended))
  for (const run of opened) expect(run.code, run.stderr).toBe(0)
}, 60_000)

test('two batches of one journal are sent side by side by two processes', async () => {
  const { server, release } = await heldServer()
  const rig = await rigWith(150)
  const merges = [rig.merge(server.port, '--connections', '2'), rig.merge(server.port, '--connections', '2')]
  await until(() => server.copies.length === 4)
  release()
  for (const merge of merges) expect(await merge.ended).toMatchObject({ code: 0 })
  await server.quiet()
  const batches = await rig.batches()
  expect(batches).toHaveLength(2)
  const sent = new Map(server.copies.map((copy) => [copy.messageId, copy.recipients]))
  expect(server.copies).toHaveLength(300)
  for (const { batch } of batches) {
    for (const { email, state, messageId } of await rig.rows(batch)) {
      expect(state).toBe('accepted')
      expect(sent.get(messageId)).toEqual([email])
      sent.delete(messageId)
    }
  }
  expect(sent.size).toBe(0)
}, 60_000)
