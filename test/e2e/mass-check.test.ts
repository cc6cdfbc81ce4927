/** What a person learns before anything is sent: files, skipped rows, a test message, a rehearsal. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import { runCli } from '../helpers/cli.ts'
import {
  check,
  csvOf,
  next,
  prepare,
  setRate,
  smtpSettings,
  start,
  totals,
  untilState,
} from './mass-steps.ts'
import { expectQuiet, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

async function back(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click()
}

async function chooseFiles(page: Page, names: readonly string[]): Promise<void> {
  const byRow = page.locator('details').filter({ hasText: 'A file of its own for each row' })
  await byRow.locator('summary').click()
  await byRow.getByRole('combobox', { name: 'File name' }).fill('{{ file }}')
  await byRow
    .locator('input[type=file]')
    .setInputFiles(
      names.map((name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF ${name}`) })),
    )
  await byRow.getByText(`${names.length} files added`).waitFor()
}

describe('Before a batch is sent', () => {
  it('files that are missing, shared or left over are named with their rows; the user decides', async () => {
    const server = await acceptingServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    const rows = ['a.pdf', 'b.pdf', 'gone.pdf', 'a.pdf', 'gone.pdf', '']
    const lines = rows.map((file, index) => `Name ${index + 1},r${index + 1}@example.com,${file}\n`)
    await prepare(page, `name,email,file\n${lines.join('')}`)
    await back(page)
    await chooseFiles(page, ['a.pdf', 'b.pdf', 'left.pdf'])
    await next(page)
    await check(page)
    const panel = page.getByRole('region', { name: 'Check all rows' })
    await panel.getByText(/^Files by row: 2 used \(.*\), 2 missing, 1 not used\.$/).waitFor()
    await panel.getByText('The files of 3 rows are missing').waitFor()
    await panel.getByText('gone.pdf — Row 3, Row 5').waitFor()
    await panel.getByText('(no file named) — Row 6').waitFor()
    await panel.getByText('a.pdf — Row 1, Row 4').waitFor()
    await panel.getByText('left.pdf').waitFor()
    await picture(page, 'check-files')
    await next(page)
    await page.getByText('Files for rows are missing.').waitFor()
    expect(await page.getByRole('button', { name: 'Send…' }).isDisabled()).toBe(true)

    await back(page)
    await back(page)
    await page.getByRole('combobox', { name: 'When the file is missing' }).click()
    await page.getByRole('option', { name: 'Skip the row' }).click()
    await next(page)
    await check(page)
    await panel.getByText('As chosen in step 2, these rows are skipped.').waitFor()
    await panel.getByRole('checkbox', { name: 'I have looked at the warnings' }).check()
    await next(page)
    await start(page, 3)
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 3, Skipped: 3, 'All rows': 6 })
    expect(server.taken.map(({ to }) => to)).toEqual(['r1@example.com', 'r2@example.com', 'r4@example.com'])
    await expectQuiet(window)
  }, 60_000)

  it('skipped rows say why and hold up nobody; a test of one row is tagged and counted nowhere', async () => {
    const server = await acceptingServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page, dataDir } = window
    await runCli(['suppress', 'add', 'r2@example.com', '--reason', 'asked us to', '--data', dataDir])
    await prepare(page, `${csvOf(3)}Again,r1@example.com\nNobody,\n`)
    await check(page)
    const panel = page.getByRole('region', { name: 'Check all rows' })
    await panel.getByText('3 rows will be skipped').waitFor()
    await panel.getByText(/asked us to/).waitFor()
    await page.getByRole('button', { name: 'Next row' }).click()
    await page.getByRole('button', { name: 'Next row' }).click()
    await page.getByRole('textbox', { name: 'To yourself' }).fill('me@example.com')
    await page.getByRole('button', { name: 'Send row 3 as a test' }).click()
    await page.getByText(/me@example.com: Accepted/).waitFor()
    expect(server.taken).toMatchObject([{ to: 'me@example.com', subject: '[TEST] Hello Name 3' }])

    await next(page)
    await start(page, 2)
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 2, Skipped: 3, 'All rows': 5 })
    expect(server.taken.slice(1).map(({ to }) => to)).toEqual(['r1@example.com', 'r3@example.com'])
    await page.getByRole('gridcell', { name: /asked us to/ }).waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('rows with errors are left out only when the user says so', async () => {
    const server = await acceptingServer()
    const { page } = await chromium.open({ settings: smtpSettings(server.port) })
    await prepare(page, `${csvOf(2)}Bad,not an address\n`)
    await check(page)
    await page.getByText('1 row has an error').waitFor()
    await next(page)
    await page.getByText('Rows have errors.').waitFor()
    await page.getByRole('button', { name: 'To the check' }).click()
    await page.getByRole('checkbox', { name: 'Leave this row out and send the others' }).check()
    await next(page)
    await start(page, 2)
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 2, Failed: 1, 'All rows': 3 })
  }, 60_000)

  it('a rehearsal tells time, size and the days that a limit means, and sends nothing', async () => {
    const server = await acceptingServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await prepare(page, csvOf(60))
    await check(page)
    await page.getByText(/How long 60 messages take is not known/).waitFor()
    await next(page)
    await setRate(page, '25/day,100/sec')
    await page.getByText(/At least 2 days for 60 messages.* over 3 days/).waitFor()
    await back(page)
    await page.getByRole('button', { name: 'Rehearse in the sandbox' }).click()
    await untilState(page, 'Finished')
    await page.getByText('Rehearsal', { exact: true }).waitFor()
    const result = page.getByRole('region', { name: 'Result of the rehearsal' })
    await result.getByText(/The limit spreads them over 3 days/).waitFor()
    await result.getByRole('row', { name: 'Messages 60' }).waitFor()
    await result.getByRole('row', { name: /All messages together [\d.]+ kB/ }).waitFor()
    await picture(page, 'rehearsal-result')
    expect(server.taken).toEqual([])
    await expectQuiet(window)
  }, 60_000)
})
