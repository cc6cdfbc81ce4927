/** An outbox of ten thousand messages: how long until they are on the screen. */
import { writeFile } from 'node:fs/promises'
import { type Bench, newPath } from '../lib/bench.ts'
import { runProgram } from '../lib/children.ts'
import { median, megabytes, milliseconds } from '../lib/figures.ts'
import { templateSource, writeList } from '../lib/mailing.ts'
import { own, type TableRow } from '../lib/table.ts'
import { goTo, openWindow, timeUntil } from './window.ts'

const MESSAGES = 10_000
const ROUNDS = 5
/** Of reading ten thousand files, at most. */
const INDEXED_MS = 180_000

export async function outbox(bench: Bench): Promise<readonly TableRow[]> {
  const dataDir = newPath(bench)
  await sendBatch(bench, dataDir)
  await untilIndexed(dataDir)
  const opened: number[] = []
  const batchOpened: number[] = []
  let held: number | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const { page, memory, close } = await openWindow(dataDir)
    const main = page.getByRole('main')
    opened.push(await timeUntil(page, 'click', { text: 'list.csv' }, () => goTo(page, 'Outbox')))
    const group = main.getByText(/list\.csv/).filter({ visible: true })
    batchOpened.push(await timeUntil(page, 'click', { text: 'Your order A-' }, () => group.first().click()))
    held = await memory()
    await close()
  }
  return [
    own('outbox of 10,000 messages opens', milliseconds(median(opened)), '300 ms'),
    own('… the batch in it opens', milliseconds(median(batchOpened)), '300 ms'),
    ...(held === null ? [] : [own('… memory of the page', megabytes(held), '250 MB')]),
  ]
}

async function sendBatch(bench: Bench, dataDir: string): Promise<void> {
  const [csv, template] = [`${newPath(bench)}-list.csv`, `${newPath(bench)}.json`]
  await writeList(csv, MESSAGES)
  await writeFile(template, templateSource())
  const cli = ['out/main/cli.js', 'merge', '--template', template, '--csv', csv]
  await runProgram(process.execPath, [...cli, '--backend', 'sandbox', '--data', dataDir, '--yes'])
}

/** What other programs sent is read once, while the app is in use; that is not what is measured here. */
async function untilIndexed(dataDir: string): Promise<void> {
  const { page, close } = await openWindow(dataDir)
  await goTo(page, 'Outbox')
  await page.getByRole('button', { name: /Sandbox.*10,000/ }).waitFor({ timeout: INDEXED_MS })
  await close()
}
