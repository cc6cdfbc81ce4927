/** Batches with a time to start, and a time after which nothing is sent. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { thaw } from '../../src/main/batch/frozen-batch.ts'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { acceptingServer } from '../helpers/accepting-server.ts'
import {
  batchState,
  csvOf,
  openBatch,
  sendBatch,
  setRate,
  smtpSettings,
  totals,
  untilState,
} from './mass-steps.ts'
import { expectQuiet, sharedChromium } from './open-window.ts'
import { startApp } from './served-app.ts'

const chromium = sharedChromium()

const HOUR = 3_600_000

/** With seconds, which people have no use for and tests have no time without. */
function local(time: number): string {
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

async function startAt(page: Page, time: number): Promise<void> {
  await page.getByLabel('Start at').fill(local(time))
}

/** As if the time had come and gone while nothing ran. */
async function moveStart(dataDir: string, time: number): Promise<void> {
  const journal = openJournal(join(dataDir, 'mailwright.db'))
  try {
    const [info] = journal.batches()
    if (!info) throw new Error('There is no batch.')
    const { settings } = thaw(info)
    const moved = { ...settings, options: { ...settings.options, startAt: time } }
    await journal.setSettings(info.id, JSON.stringify(moved))
  } finally {
    journal.close()
  }
}

describe('A batch with times', () => {
  it('starts then, stops when it is too late, and sends the rest when the user says so', async () => {
    const server = await acceptingServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    let begins = 0
    await sendBatch(page, csvOf(40), 40, async () => {
      begins = Date.now() + 8_000
      await setRate(page, '3/sec')
      await startAt(page, begins)
      await page.getByLabel('Not later than').fill(local(begins + 5_000))
    })
    await page.getByText(/^It starts at .* Keep Mailwright open until then\.$/).waitFor()
    expect(await batchState(page).innerText()).toBe('Ready')
    expect(server.taken).toEqual([])
    await untilState(page, 'Running')
    expect(Date.now()).toBeGreaterThanOrEqual(Math.floor(begins / 1_000) * 1_000)
    await untilState(page, 'Paused')
    await page.getByText(/^The time set with “Not later than” \(.+\) is over/).waitFor()
    const sent = server.taken.length
    expect(sent).toBeGreaterThan(3)
    expect(sent).toBeLessThan(30)
    expect(await totals(page)).toMatchObject({ Accepted: sent, Waiting: 40 - sent })
    await page.getByRole('button', { name: 'Send the rest all the same' }).click()
    await untilState(page, 'Finished')
    expect(server.taken).toHaveLength(40)
    await expectQuiet(window)
  }, 90_000)

  it('waits on when the program was closed and opened again', async () => {
    const server = await acceptingServer()
    const { page, app, dataDir } = await chromium.open({ settings: smtpSettings(server.port) })
    await sendBatch(page, csvOf(3), 3, () => startAt(page, Date.now() + 12_000))
    await app.stop()
    const again = await startApp(dataDir)
    await page.goto(again.address)
    await openBatch(page)
    await page.getByText(/^It starts at/).waitFor()
    expect(await batchState(page).innerText()).toBe('Ready')
    await untilState(page, 'Finished')
    expect(server.taken).toHaveLength(3)
    await again.stop()
  }, 60_000)

  it('whose time passed while nothing ran asks instead of sending late', async () => {
    const server = await acceptingServer()
    const { page, app, dataDir } = await chromium.open({ settings: smtpSettings(server.port) })
    await sendBatch(page, csvOf(3), 3, () => startAt(page, Date.now() + 24 * HOUR))
    await app.kill()
    await moveStart(dataDir, Date.now() - HOUR)
    const again = await startApp(dataDir)
    await page.goto(again.address)
    await openBatch(page)
    await untilState(page, 'Paused')
    await page.getByText(/^It should have started at .*Resume sends it now, Cancel drops it\.$/).waitFor()
    expect(server.taken).toEqual([])
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await untilState(page, 'Finished')
    expect(server.taken).toHaveLength(3)
    await again.stop()
  }, 60_000)
})
