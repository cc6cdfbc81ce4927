/** What concerns every row alike: a server that is off, a wrong password, a refused sender. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import { csvOf, sendBatch, smtpSettings, totals, untilState } from './mass-steps.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

/** Nobody listens there. */
const CLOSED_PORT = 1

async function untilPaused(page: Page, sentence: string): Promise<void> {
  await untilState(page, 'Paused', 60_000)
  await page.getByRole('alert').getByText(sentence).waitFor()
  await page.getByText(/8 rows still wait; none of them was marked as failed/).waitFor()
  expect(await totals(page)).toMatchObject({ Waiting: 8, Failed: 0, Accepted: 0, 'All rows': 8 })
}

async function resume(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await untilState(page, 'Finished')
  expect(await totals(page)).toMatchObject({ Accepted: 8, Waiting: 0, Failed: 0 })
}

/** By the notice to the profile; back again after what the test does there. */
async function inProfile(page: Page, change: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Open the profile “server” in Settings' }).click()
  await page.getByRole('region', { name: 'server', exact: true }).waitFor()
  await change(page)
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  await expect.poll(() => save.isDisabled()).toBe(true)
  await goTo(page, 'Mass send')
}

describe('A batch pauses with a reason and a next step', () => {
  it('when the server is off, and goes on once the profile names one that is not', async () => {
    const server = await acceptingServer()
    const window = await chromium.open({ settings: smtpSettings(CLOSED_PORT) })
    const { page } = window
    await sendBatch(page, csvOf(8), 8)
    await page.getByText('The connection failed. It is tried again soon by itself.').waitFor()
    await untilPaused(page, 'The server cannot be reached')
    await picture(page, 'batch-session-error')
    await inProfile(page, (at) => at.getByRole('textbox', { name: 'Port' }).fill(String(server.port)))
    await resume(page)
    expect(server.taken).toHaveLength(8)
    await expectQuiet(window)
  }, 120_000)

  it('when the password is wrong, and goes on once it was corrected', async () => {
    const server = await acceptingServer({ login: '535 5.7.8 Authentication credentials invalid\r\n' })
    const options = { user: 'shop', allowCleartextAuth: true }
    const window = await chromium.open({ settings: smtpSettings(server.port, options) })
    const { page } = window
    await goTo(page, 'Settings')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Forget' }).waitFor()
    await sendBatch(page, csvOf(8), 8)
    await untilPaused(page, 'The server did not accept the login')
    await page
      .getByText(/535 5\.7\.8/)
      .first()
      .waitFor()
    server.behaviour.login = '235 2.7.0 Authentication successful\r\n'
    await inProfile(page, (at) => at.getByRole('textbox', { name: 'Password' }).fill('right'))
    await resume(page)
    expect(server.taken).toHaveLength(8)
    await expectQuiet(window)
  }, 60_000)

  it('when the sender is refused, and goes on once the provider allows it', async () => {
    const server = await acceptingServer({ mail: () => '550 5.7.1 Sender not allowed\r\n' })
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await sendBatch(page, csvOf(8), 8)
    await untilPaused(page, 'The server does not take mail from this sender')
    await page
      .getByText(/Sender not allowed/)
      .first()
      .waitFor()
    server.behaviour.mail = () => undefined
    await resume(page)
    expect(server.taken).toHaveLength(8)
    await expectQuiet(window)
  }, 60_000)
})
