import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { SandboxServer } from '../../src/main/sandbox/smtp-server.ts'
import { runCli, startCli } from '../helpers/cli.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const ROWS = 500
const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
subject: "Row {{ n }}"
---
Row {{ n }}
`

test('a merge killed again and again is finished by resume: no row twice, none lost', async () => {
  const data = await tempDir()
  const copies = new Map<string, number>()
  const count = (address: string) => copies.set(address, (copies.get(address) ?? 0) + 1)
  const server = new SandboxServer({
    folder: join(data, 'received'),
    now: () => Date.now(),
    onMessage: ({ envelope }) => count(envelope.rcptTo[0]?.address ?? ''),
  })
  const { port } = await server.start()
  onTestFinished(() => server.stop())
  const addresses = Array.from({ length: ROWS }, (_, i) => `r${i}@example.com`)
  await writeFile(
    join(data, 'rows.csv'),
    `n,email\n${addresses.map((address, i) => `${i},${address}`).join('\n')}\n`,
  )
  await writeFile(join(data, 'mail.md'), TEMPLATE)
  const common = ['--data', data]
  const smtp = ['--backend', 'smtp', '--set', 'host=127.0.0.1', '--set', `port=${port}`]

  await killWhen(
    [
      'merge',
      '--template',
      join(data, 'mail.md'),
      '--csv',
      join(data, 'rows.csv'),
      '--yes',
      ...smtp,
      ...common,
    ],
    () => copies.size >= 50,
  )
  const [{ batch = '' } = {}] = JSON.parse((await runCli(['batches', '--json', ...common])).stdout)
  for (const goal of [150, 250, 350]) {
    await killWhen(['batch', 'resume', batch, ...common], () => copies.size >= goal)
  }
  const last = await runCli(['batch', 'resume', batch, '--json', ...common])
  const totals = JSON.parse(last.stdout)

  expect(totals).toMatchObject({ rows: ROWS, failed: 0, deferred: 0, skipped: 0, pending: 0 })
  expect(totals.accepted + totals.uncertain).toBe(ROWS)
  // One connection, four kills: each can leave at most one row in doubt.
  expect(totals.uncertain).toBeLessThanOrEqual(4)
  expect([...copies.values()].filter((number) => number > 1)).toEqual([])
  expect(copies.size).toBeGreaterThanOrEqual(totals.accepted)
  expect(copies.size + totals.uncertain).toBeGreaterThanOrEqual(ROWS)
}, 120_000)

/** Starts the command and kills it with SIGKILL as soon as the condition holds. */
async function killWhen(args: readonly string[], condition: () => boolean): Promise<void> {
  const child = startCli(args)
  const ended = new Promise((resolve) => child.on('close', resolve))
  while (!condition() && child.exitCode === null) await delay(1)
  child.kill('SIGKILL')
  await ended
}
