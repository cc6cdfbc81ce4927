/** The states of a batch in both themes and languages: nothing for axe to find, and a picture of each to look at. */
import type { Browser, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import { violations } from './axe.ts'
import { csvOf, sendBatch, setRate, smtpSettings, start, untilState } from './mass-steps.ts'
import { goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

const ROWS = 60

/** Newest first, as the history lists them. */
const BATCHES = ['running', 'session-error', 'paused', 'decisions'] as const

const LOOKS = [
  { locale: 'en', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { locale: 'ja', colorScheme: 'dark', viewport: { width: 1024, height: 700 } },
] as const

/** The same list and message once more. */
async function startAgain(page: Page, rate: string): Promise<void> {
  await goTo(page, 'Mass send')
  await page.getByRole('tab', { name: 'New mass send' }).click()
  await setRate(page, rate)
  await start(page, ROWS)
}

async function oneOfEach(page: Page): Promise<void> {
  const broken = new Set(['r7@example.com', 'r19@example.com'])
  const server = await acceptingServer({
    breaksAfterDot: (to) => broken.delete(to),
    rcpt: (to) => (/^r\d?[05]@/.test(to) ? '550 5.1.1 No such user here\r\n' : undefined),
  })
  await page.goto(page.url())
  await goTo(page, 'Settings')
  await page.getByRole('textbox', { name: 'Port' }).fill(String(server.port))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await sendBatch(page, csvOf(ROWS), ROWS)
  await untilState(page, 'Finished')
  server.behaviour.rcpt = () => undefined
  await startAgain(page, '5/sec')
  await page.getByText(/Accepted [1-9]/).waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await untilState(page, 'Paused')
  server.behaviour.mail = () => '550 5.7.1 Sender address rejected: not owned by user shop\r\n'
  await startAgain(page, '5/sec')
  await untilState(page, 'Paused')
  server.behaviour.mail = () => undefined
  await startAgain(page, '20/min')
  await untilState(page, 'Running')
}

async function look(browser: Browser, address: string, options: (typeof LOOKS)[number]): Promise<string[]> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const found: string[] = []
  const see = async (name: string) => {
    await page.waitForTimeout(600)
    await picture(page, `batch-${name}-${options.locale}-${options.colorScheme}`)
    found.push(...(await violations(page)).map((one) => `${name}: ${one}`))
  }
  await page.goto(address)
  await page.getByRole('navigation').getByRole('link').nth(1).click()
  await page.getByRole('tab').nth(1).click()
  const history = page.getByRole('table')
  await history.waitFor()
  await see('history')
  for (const [index, name] of BATCHES.entries()) {
    await history.getByRole('button').nth(index).click()
    await page.getByRole('grid').waitFor()
    await see(name)
    if (name === 'decisions') {
      await page.getByRole('checkbox').first().check()
      await page.getByRole('gridcell', { name: 'r7@example.com' }).first().click()
      await see('row-details')
    }
    // The first button of the view leads back to all batches.
    await page.getByRole('tabpanel').getByRole('button').first().click()
  }
  await context.close()
  return found
}

it('every state of a batch is accessible, in both themes and languages', async () => {
  const { page, app } = await chromium.open({ settings: smtpSettings(1) })
  await oneOfEach(page)
  const browser = page.context().browser()
  if (!browser) throw new Error('The window belongs to no browser.')
  for (const options of LOOKS) {
    const found = await look(browser, app.address, options)
    expect({ ...options, found }).toEqual({ ...options, found: [] })
  }
}, 180_000)
