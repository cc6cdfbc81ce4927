/** A batch while it runs, in the hands of a person. */
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import {
  check,
  csvOf,
  next,
  openBatch,
  prepare,
  sendBatch,
  setConnections,
  setRate,
  smtpSettings,
  totals,
  untilState,
} from './mass-steps.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'

const chromium = sharedChromium()

function chart(page: Page) {
  return page.getByRole('img', { name: 'Messages per second over time' })
}

async function apply(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Apply' })
  await button.click()
  // Applied: what is shown is what holds.
  await expect.poll(() => button.isDisabled()).toBe(true)
}

describe('A running batch', () => {
  it('is paused, made slower and faster, resumed and finished; nothing is lost on the way', async () => {
    const server = await acceptingServer({ delay: 4 })
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await sendBatch(page, csvOf(400), 400, (at) => setRate(at, '60/sec'))
    await expect.poll(() => server.taken.length).toBeGreaterThan(90)
    const rail = page.getByRole('navigation', { name: 'Screens' })
    await rail.getByLabel(/1 batch is running, \d+%/).waitFor()
    await chart(page).waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await untilState(page, 'Paused')
    await page.getByText('You paused this batch').waitFor()
    const paused = server.taken.length
    expect(paused).toBeLessThan(400)
    expect(await totals(page)).toMatchObject({ Accepted: paused, Waiting: 400 - paused, 'All rows': 400 })
    await rail.getByLabel(/batch is running/).waitFor({ state: 'hidden' })
    await setTimeout(1_500)
    expect(server.taken).toHaveLength(paused)

    await page.reload()
    await openBatch(page)
    await chart(page).waitFor()
    expect(await totals(page)).toMatchObject({ Accepted: paused })
    await setRate(page, '30/sec')
    await apply(page)
    await page.getByRole('button', { name: 'Resume' }).click()
    await untilState(page, 'Running')
    const resumed = Date.now()
    await goTo(page, 'Outbox')
    await setTimeout(3_000)
    await goTo(page, 'Mass send')
    const perSecond = (server.taken.length - paused) / ((Date.now() - resumed) / 1_000)
    expect(perSecond).toBeLessThan(45)
    expect(perSecond).toBeGreaterThan(15)

    await setRate(page, '')
    await setConnections(page, 4)
    await apply(page)
    await page.getByText('Connections open: 4').waitFor()
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 400, Waiting: 0, 'All rows': 400 })
    expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(400)
    expect(server.taken).toHaveLength(400)
    await expectQuiet(window)
  }, 90_000)

  it('is cancelled for good after a second question: what was not sent is skipped', async () => {
    const server = await acceptingServer({ delay: 5 })
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await sendBatch(page, csvOf(300), 300, (at) => setRate(at, '50/sec'))
    await expect.poll(() => server.taken.length).toBeGreaterThan(40)
    await page.getByRole('button', { name: 'Cancel batch…' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await untilState(page, 'Running')
    await page.getByRole('button', { name: 'Cancel batch…' }).click()
    await page.getByRole('button', { name: /^Cancel for good/ }).click()
    await untilState(page, 'Cancelled')
    const sent = server.taken.length
    expect(sent).toBeLessThan(300)
    await expect
      .poll(() => totals(page))
      .toMatchObject({ Accepted: sent, Skipped: 300 - sent, Waiting: 0, 'All rows': 300 })
    for (const gone of ['Resume', 'Pause', 'Cancel batch…'])
      expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
    await setTimeout(1_000)
    expect(server.taken).toHaveLength(sent)
    await expectQuiet(window)
  }, 60_000)

  it('starts only when its number was typed, where more than 100 messages leave this computer', async () => {
    const server = await acceptingServer()
    const { page } = await chromium.open({ settings: smtpSettings(server.port) })
    await prepare(page, csvOf(101))
    await check(page)
    await next(page)
    await page.getByRole('button', { name: 'Send…' }).click()
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: 'Send 101 messages' })
    expect(await send.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('100')
    expect(await send.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('101')
    await send.click()
    await untilState(page, 'Finished')
    expect(server.taken).toHaveLength(101)
  }, 60_000)
})
