/** What the user does while a batch is on its way. */
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type CountingServer, countingServer } from './counting-server.ts'
import { expectHonest, type Rig, rigWith, TEMPLATE, until } from './rig.ts'

const ROWS = 24

/** Starts slowly enough to be interrupted, and interrupts once some mail is out. */
async function interrupted(rig: Rig, server: CountingServer): Promise<void> {
  const merge = rig.merge(server.port, '--connections', '2', '--rate', '12/s')
  await until(() => server.copies.length >= 5, merge)
  merge.process.kill('SIGINT')
  const run = await merge.ended
  expect(run.code).toBe(1)
  expect(run.stderr).toMatch(/Paused\. Go on with: mailwright batch resume/)
}

test('an interrupt finishes what is on its way and pauses; resume sends the rest', async () => {
  const server = await countingServer()
  const rig = await rigWith(ROWS)
  await interrupted(rig, server)
  const paused = await expectHonest(rig, server)
  expect(paused).toMatchObject({ state: 'paused', uncertain: 0, deferred: 0, failed: 0 })
  expect(paused.pending).toBeGreaterThan(0)
  expect(server.cut).toBe(0)
  const resumed = await (await rig.resume()).ended
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: ROWS })
  expect(server.cut).toBe(0)
}, 60_000)

test('a template and a CSV that are changed or removed after the start change nothing', async () => {
  const server = await countingServer()
  const rig = await rigWith(ROWS)
  await interrupted(rig, server)
  await rig.write('mail.md', TEMPLATE.replace('Row', 'Changed row'))
  await rig.write('rows.csv', 'n,email,text\n1,somebody@example.com,else\n')
  await (await rig.resume()).ended
  await rm(rig.path('mail.md'))
  await rm(rig.path('rows.csv'))
  const resumed = await (await rig.resume()).ended
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: ROWS })
  for (const { data, recipients } of server.copies) {
    const n = /^r(\d+)@/.exec(recipients[0] ?? '')?.[1]
    expect(data).toContain(`Subject: Row ${n}\r\n`)
    expect(data).toMatch(new RegExp(`^Row ${n} ?$`, 'm'))
  }
}, 60_000)

test('an attachment that was changed after the start is not sent in place of the approved one', async () => {
  const server = await countingServer()
  const rig = await rigWith(ROWS)
  await rig.write('mail.md', TEMPLATE.replace('subject:', 'attachments:\n  - path: price.txt\nsubject:'))
  await rig.write('price.txt', 'The price is 10.')
  await interrupted(rig, server)
  await rig.write('price.txt', 'The price is 99.')
  await (await rig.resume()).ended
  const { accepted } = await expectHonest(rig, server)
  expect(accepted).toBeLessThan(ROWS)
  const approved = Buffer.from('The price is 10.').toString('base64')
  expect(
    server.copies.filter(({ data }) => !data.includes('The price is 10.') && !data.includes(approved)),
  ).toEqual([])
  const held = (await rig.rows()).filter(({ state }) => state !== 'accepted')
  expect(held).toHaveLength(ROWS - accepted)
  for (const { text } of held) expect(text).toMatch(/price\.txt changed after the batch was started/)
}, 60_000)
