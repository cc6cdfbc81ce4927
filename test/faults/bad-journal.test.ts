/** A journal that cannot be written or understood: one clear sentence, exit code 3, nothing sent. */
import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { makeReadOnly, makeWritable, NO_DISK, smallDisk } from '../helpers/small-disk.ts'
import { type CountingServer, countingServer } from './counting-server.ts'
import { expectHonest, type Rig, rigWith, until } from './rig.ts'

const ROWS = 40

/** A batch that was paused by the user half way. */
async function pausedRig(server: CountingServer, data?: string): Promise<Rig> {
  const rig = await rigWith(ROWS, data === undefined ? {} : { data })
  const merge = rig.merge(server.port, '--rate', '20/s')
  await until(() => server.copies.length >= 5, merge)
  // Waits for the id now: later the journal may not tell it any more.
  await rig.batch()
  merge.process.kill('SIGINT')
  await merge.ended
  return rig
}

async function expectRefused(
  rig: Rig,
  server: CountingServer,
  code: string,
  sentence: RegExp,
): Promise<void> {
  await server.quiet()
  const copies = server.copies.length
  const { connections } = server
  for (const running of [await rig.resume(), rig.merge(server.port)]) {
    const run = await running.ended
    expect(run.code, run.stderr).toBe(3)
    expect(run.stderr).toMatch(sentence)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code } })
  }
  expect(server.copies).toHaveLength(copies)
  expect(server.connections).toBe(connections)
}

test('a journal nobody may write to stops everything, and nothing is lost by it', async (context) => {
  const disk = await smallDisk(64)
  if (!disk) return context.skip(NO_DISK)
  const server = await countingServer()
  const rig = await pausedRig(server, disk)
  makeReadOnly(disk)
  await expectRefused(rig, server, 'journal-readonly', /cannot be written: check the permissions/)
  makeWritable(disk)
  const resumed = await (await rig.resume()).ended
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: ROWS })
}, 60_000)

test('a damaged journal stops everything', async () => {
  const server = await countingServer()
  const rig = await pausedRig(server)
  const file = await open(rig.path('mailwright.db'), 'r+')
  await file.write(Buffer.alloc(2_000, 'x'), 0, 2_000, 0)
  await file.close()
  await expectRefused(rig, server, 'journal-corrupt', /is damaged: put it aside, or restore it/)
}, 60_000)

test('a journal of a newer Mailwright stops everything', async () => {
  const server = await countingServer()
  const rig = await pausedRig(server)
  const db = new DatabaseSync(rig.path('mailwright.db'))
  db.exec('PRAGMA user_version = 1000')
  db.close()
  await expectRefused(rig, server, 'journal-newer', /newer Mailwright: update/)
}, 60_000)
