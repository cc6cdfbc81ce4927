/** Ten thousand rows with failures, a pause, a crash, and a next batch of what failed. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import {
  check,
  chooseList,
  csvOf,
  next,
  openBatch,
  sendBatch,
  setConnections,
  smtpSettings,
  start,
  totals,
  untilState,
} from './mass-steps.ts'
import { goTo, sharedChromium } from './open-window.ts'
import { startApp } from './served-app.ts'

const chromium = sharedChromium()

const ROWS = 10_000
const REFUSED = 200
const CONNECTIONS = 10

const isRefused = (row: number): boolean => row % (ROWS / REFUSED) === 0
const isPutOff = (row: number): boolean => row % 400 === 7

it('ten thousand rows survive failures, a pause and a crash: none twice, none lost, and what failed is the next list', async () => {
  const putOff = new Set<string>()
  const server = await acceptingServer({
    rcpt: (to) => {
      const row = Number(/\d+/.exec(to)?.[0])
      if (isRefused(row)) return '550 5.1.1 No such user here\r\n'
      if (!isPutOff(row) || putOff.has(to)) return undefined
      putOff.add(to)
      return '450 4.2.0 Greylisted, try again later\r\n'
    },
  })
  const { page, app, dataDir } = await chromium.open({ settings: smtpSettings(server.port) })
  await sendBatch(page, csvOf(ROWS), ROWS, async () => {
    await setConnections(page, CONNECTIONS)
    await page.getByRole('combobox', { name: 'Deferred rows' }).click()
    await page.getByRole('option', { name: 'Own waiting times' }).click()
    await page.getByRole('textbox', { name: 'Waiting times' }).fill('1s,2s,5s')
  })
  await expect.poll(() => server.taken.length, { interval: 20, timeout: 30_000 }).toBeGreaterThan(1_500)
  await page.getByRole('button', { name: 'Pause' }).click()
  await untilState(page, 'Paused')
  const paused = server.taken.length
  expect(await totals(page)).toMatchObject({ Accepted: paused, 'All rows': ROWS })
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect
    .poll(() => server.taken.length, { interval: 20, timeout: 30_000 })
    .toBeGreaterThan(paused + 1_500)
  await app.kill()
  expect(server.taken.length).toBeLessThan(ROWS - REFUSED)

  const again = await startApp(dataDir)
  await page.goto(again.address)
  await openBatch(page)
  await untilState(page, 'Paused')
  await page.getByText('Mailwright ended while this batch was being sent').waitFor()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await untilState(page, 'Finished', 60_000)
  const { Accepted = 0, Uncertain = 0, ...rest } = await totals(page)
  expect(rest).toMatchObject({ Failed: REFUSED, Deferred: 0, Skipped: 0, Waiting: 0, 'All rows': ROWS })
  expect(Accepted + Uncertain).toBe(ROWS - REFUSED)
  expect(Uncertain).toBeLessThanOrEqual(CONNECTIONS)
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(server.taken.length)
  expect(server.taken.length).toBeGreaterThanOrEqual(Accepted)
  expect(putOff.size).toBe(ROWS / 400)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export failures…' }).click()
  const failures = await readFile(await (await download).path())
  server.behaviour.rcpt = () => undefined
  const before = server.taken.length
  await goTo(page, 'Mass send')
  await page.getByRole('tab', { name: 'New mass send' }).click()
  await page.getByRole('button', { name: 'Recipients' }).click()
  await page.getByRole('button', { name: 'Another list…' }).click()
  await chooseList(page, failures, 'failures.csv')
  await page.getByText(`failures.csv: ${REFUSED} rows`).waitFor()
  await next(page)
  await next(page)
  await check(page)
  await next(page)
  await start(page, REFUSED)
  await untilState(page, 'Finished')
  expect(await totals(page)).toMatchObject({ Accepted: REFUSED, 'All rows': REFUSED })
  const sent = server.taken.slice(before).map(({ to, subject }) => `${to} ${subject}`)
  const wanted = Array.from({ length: ROWS }, (_, index) => index + 1).filter(isRefused)
  expect(sent.sort()).toEqual(wanted.map((row) => `r${row}@example.com Hello Name ${row}`).sort())
  await again.stop()
}, 180_000)
