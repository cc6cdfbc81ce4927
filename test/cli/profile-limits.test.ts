/** Limits that a profile brings along, against a real server on loopback. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countingServer } from '../faults/counting-server.ts'
import { openForTest } from '../helpers/journal.ts'
import { lastJson, mergeProject } from '../helpers/merge-project.ts'

const ROWS = 6
const CSV = `email,name\n${Array.from({ length: ROWS }, (_, n) => `r${n}@example.com,Row ${n}\n`).join('')}`

async function withProfile(limits: object) {
  const [project, server] = [await mergeProject(), await countingServer()]
  const office = { backend: 'smtp', options: { host: '127.0.0.1', port: server.port }, ...limits }
  await writeFile(
    join(project.data, 'settings.json'),
    JSON.stringify({ profiles: { office }, defaultProfile: 'office' }),
  )
  const merge = async (...args: readonly string[]) => {
    const run = await project.merge(CSV, '--yes', ...args)
    expect(run.code, run.stderr).toBe(0)
    const times = server.copies.map(({ at }) => at)
    const journal = openForTest(join(project.data, 'mailwright.db'))
    const { options } = JSON.parse(journal.batch(String(lastJson(run).batch)).settings)
    return { span: Math.max(...times) - Math.min(...times), options }
  }
  return { merge, server, project }
}

test('a merge keeps to the rate and the connections of its profile', async () => {
  const { merge, server } = await withProfile({ rate: '2/s', connections: 3 })
  const { span, options } = await merge()
  expect(server.copies).toHaveLength(ROWS)
  // Two at once, two a second later, two another second later.
  expect(span).toBeGreaterThan(1_900)
  expect(options).toMatchObject({ rate: '2/s', connections: 3 })
}, 20_000)

test('--rate and --connections come before the profile, and none lifts its limits', async () => {
  const { merge } = await withProfile({ rate: '1/day', connections: 3 })
  expect((await merge('--rate', '1000/s', '--connections', '2')).options).toMatchObject({
    rate: '1000/s',
    connections: 2,
  })
  expect((await merge('--rate', 'none')).options).toMatchObject({ rate: null, connections: 3 })
}, 20_000)

test('a limit of the profile that cannot be read ends the command and names it', async () => {
  const { project } = await withProfile({ rate: '30/week' })
  const run = await project.merge(CSV, '--yes')
  expect(run).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"profiles.office.rate" holds "30/week"'),
  })
})
