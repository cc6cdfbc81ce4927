import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { workbook } from '../helpers/workbook.ts'
import { type AppWindow, expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'
import { startApp } from './served-app.ts'

const chromium = sharedChromium()

const CUSTOMERS = workbook({
  sheets: [
    {
      name: 'This year',
      rows: [
        ['email', 'number', 'total', 'since'],
        ['ann@example.com', { value: 42, format: '00000' }, { value: 1234.5, format: '"$"#,##0.00' }],
        null,
        ['cas@example.com', null, null, { value: 45_000, format: 14 }],
      ],
    },
    {
      name: 'Next year',
      rows: [
        ['email', 'until'],
        ['bob@example.com', { value: 45_000, format: 14 }],
      ],
    },
  ],
})

/** The sample list and a short message, checked, and at the last step. */
async function prepareMassSend({ page }: AppWindow): Promise<void> {
  await goTo(page, 'Mass send')
  await page.getByRole('button', { name: 'Use the sample list' }).click()
  await page.getByRole('grid').first().waitFor()
  await next(page)
  await page.getByRole('textbox', { name: 'From' }).fill('Shop <shop@example.com>')
  await page.getByRole('combobox', { name: 'Subject' }).fill('Hello {{ first_name }}')
  await page.locator('.ProseMirror:visible').click()
  await page.keyboard.type('Your message')
  await next(page)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText(/1,000 rows: 1,000 to send/).waitFor()
  await next(page)
}

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click()
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send…' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Send 1,?000 messages/ })
    .click()
}

/** The Message-IDs of everything the sandbox caught, one for each copy. */
async function caughtIds(dataDir: string): Promise<readonly string[]> {
  const folder = join(dataDir, 'sandbox')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => /^Message-ID: (\S+)/im.exec(text)?.[1] ?? 'none')
}

describe('Somebody who mails a whole list', () => {
  it('goes from the sample list to a finished batch, and to each of its messages', async () => {
    const window = await chromium.open()
    const { page, dataDir } = window
    await prepareMassSend(window)
    await send(page)
    await page.getByText('Finished').waitFor()
    await picture(page, 'batch')
    expect(new Set(await caughtIds(dataDir)).size).toBe(1_000)
    await goTo(page, 'Outbox')
    await page.getByText('customers.csv').filter({ visible: true }).first().click()
    await page.getByText('Hello Yuki').filter({ visible: true }).first().click()
    await page
      .getByText(/identical/i)
      .first()
      .waitFor()
    await expectQuiet(window)
  }, 90_000)

  it('may choose a workbook: it shows what Excel shows, by the sheet and the habits that are chosen', async () => {
    const window = await chromium.open()
    const { page } = window
    await goTo(page, 'Mass send')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a file…' }).click()
    const name = 'customers.xlsx'
    await (await chooser).setFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(CUSTOMERS),
    })
    await page.getByText('customers.xlsx: 2 rows').waitFor()
    const grid = page.getByRole('grid', { name: 'Rows of customers.xlsx' })
    for (const text of ['ann@example.com', '00042', '$1,234.50', '3/15/2023'])
      await grid.getByText(text).waitFor()
    await page.getByRole('combobox', { name: 'Numbers and dates as in' }).click()
    await page.getByRole('option', { name: 'German' }).click()
    for (const text of ['$1.234,50', '15.03.2023']) await grid.getByText(text).waitFor()
    await picture(page, 'workbook')
    await page.getByRole('combobox', { name: 'Sheet' }).click()
    await page.getByRole('option', { name: 'Next year' }).click()
    await page.getByText('customers.xlsx: 1 row', { exact: true }).waitFor()
    await grid.getByText('bob@example.com').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations).toEqual([])

    await page.reload()
    await goTo(page, 'Mass send')
    await grid.getByText('bob@example.com').waitFor()
    await next(page)
    await page.getByRole('textbox', { name: 'From' }).fill('shop@example.com')
    await page.getByRole('combobox', { name: 'Subject' }).fill('Until {{ until }}')
    await next(page)
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText(/1 rows: 1 to send/).waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('resumes after the program was killed: every row once, at most one uncertain', async () => {
    const window = await chromium.open()
    const { page, app, dataDir } = window
    await prepareMassSend(window)
    await page.getByRole('textbox', { name: 'Rate limit' }).fill('200/sec')
    await send(page)
    await expect.poll(async () => (await caughtIds(dataDir)).length).toBeGreaterThan(150)
    await app.kill()
    expect((await caughtIds(dataDir)).length).toBeLessThan(1_000)
    const again = await startApp(dataDir)
    await page.goto(again.address)
    await goTo(page, 'Mass send')
    await page.getByRole('tab', { name: 'Batches' }).click()
    await page.getByText('customers.csv').filter({ visible: true }).first().click()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('Finished').waitFor()
    const ids = await caughtIds(dataDir)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(999)
    await again.stop()
  }, 90_000)
})
