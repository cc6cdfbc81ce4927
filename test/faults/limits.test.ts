/** Rates: those the server has without telling, and those the user sets. */
import { expect, test } from 'vitest'
import { countingServer } from './counting-server.ts'
import { expectHonest, killWhen, RETRY, rigWith, until } from './rig.ts'

test('a server that puts off whatever is above a hidden rate gets everything in the end', async () => {
  const ROWS = 120
  const HIDDEN = 30
  const taken: number[] = []
  let refusals = 0
  const server = await countingServer({
    answers: (command) => {
      if (!command.startsWith('RCPT')) return undefined
      const now = Date.now()
      if (taken.filter((at) => at > now - 1_000).length >= HIDDEN) {
        refusals++
        return '451 4.7.1 too fast, try again later\r\n'
      }
      taken.push(now)
      return undefined
    },
  })
  const rig = await rigWith(ROWS)
  const run = await rig.merge(server.port, '--connections', '2', '--wait', ...RETRY).ended
  expect(run.code, run.stderr).toBe(0)
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: ROWS, failed: 0 })
  expect(refusals).toBeGreaterThan(0)
  expect(refusals).toBeLessThan(2 * ROWS)
  // The server takes it all in five seconds; a rate that fell to the floor would need a minute.
}, 40_000)

test('--rate 20/s is never exceeded, also not when the program is killed and resumed', async () => {
  const server = await countingServer()
  const rig = await rigWith(90)
  await killWhen(
    rig.merge(server.port, '--connections', '2', '--rate', '20/s'),
    () => server.copies.length >= 18,
  )
  for (const goal of [33, 55]) {
    await killWhen(await rig.resume(), () => server.copies.length >= goal)
  }
  await (await rig.resume()).ended
  const { accepted, uncertain } = await expectHonest(rig, server)
  expect(accepted + uncertain).toBe(90)
  expect(mostWithin(1_000, server.copies)).toBeLessThanOrEqual(20)
}, 90_000)

test('of two windows the longer one holds across a kill too', async () => {
  const server = await countingServer()
  const rig = await rigWith(90)
  const running = rig.merge(server.port, '--connections', '2', '--rate', '40/s,50/min')
  await killWhen(running, () => server.copies.length >= 20)
  await killWhen(await rig.resume(), () => server.copies.length >= 35)
  const last = await rig.resume()
  // Up to here there is room, whatever the kills have used up.
  await until(() => server.copies.length >= 40, last)
  // At 40 a second whatever comes too much comes at once.
  const enough = Date.now() + 1_500
  await until(() => Date.now() > enough, last)
  last.process.kill('SIGINT')
  await last.ended
  await expectHonest(rig, server)
  expect(server.copies.length).toBeLessThanOrEqual(50)
  expect(mostWithin(1_000, server.copies)).toBeLessThanOrEqual(40)
}, 90_000)

/** What a message may be late by on a busy machine, as a share of the window. */
const JITTER = 0.05

/** The most messages that any window of this length has seen, by the server's watch. */
function mostWithin(window: number, copies: readonly { readonly at: number }[]): number {
  const times = copies.map(({ at }) => at).sort((a, b) => a - b)
  const end = window * (1 - JITTER)
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + end).length))
}
