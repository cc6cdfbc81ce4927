/** What cannot be recorded is not sent. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NO_DISK, smallDisk } from '../helpers/small-disk.ts'
import { countingServer } from './counting-server.ts'
import { expectHonest, rigWith, until } from './rig.ts'

/** Enough that the run is far from its end when the disk is full. */
const ROWS = 12_000
const CONNECTIONS = 3
const FULL = /disk .*full: free some space/i

test('a disk that fills up stops the sending; with space again resume finishes, nothing twice', async (context) => {
  const disk = await smallDisk(64)
  if (!disk) return context.skip(NO_DISK)
  const server = await countingServer()
  const rig = await rigWith(ROWS, { data: disk })
  const running = rig.merge(server.port, '--connections', `${CONNECTIONS}`)
  await until(() => server.copies.length >= 50, running)
  await rig.batch()
  const ballast = join(disk, 'ballast')
  fill(ballast)
  const run = await running.ended
  expect(run.code, run.stderr).toBe(3)
  expect(run.stderr).toMatch(FULL)
  await server.quiet()
  // Sending may go on while the journal has room left in its own file, and not a message further.
  expect(server.copies.length).toBeLessThan(ROWS)

  const again = await (await rig.resume()).ended
  expect(again.code, again.stderr).toBe(3)
  expect(again.stderr).toMatch(FULL)
  await rm(ballast)
  const resumed = await (await rig.resume()).ended
  expect(resumed.code, resumed.stderr).toBeLessThan(3)
  const { state, accepted, uncertain } = await expectHonest(rig, server)
  expect(state).toBe('finished')
  expect(accepted + uncertain).toBe(ROWS)
  expect(uncertain).toBeLessThanOrEqual(CONNECTIONS)
}, 90_000)

/** Writes a file until the disk takes no more. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [1 << 20, 4096, 1]) {
      for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}
