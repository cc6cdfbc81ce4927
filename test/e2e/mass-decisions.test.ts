/** Rows that a person has to decide about: in doubt, or refused. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptingServer } from '../helpers/accepting-server.ts'
import { csvOf, sendBatch, smtpSettings, totals, untilState } from './mass-steps.ts'
import { expectQuiet, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

const LOST = ['r5@example.com', 'r12@example.com', 'r20@example.com', 'r28@example.com']
const REFUSED = ['r3@example.com', 'r9@example.com', 'r15@example.com']

function details(page: Page, row: number) {
  return page.getByRole('region', { name: `Row ${row}`, exact: true })
}

async function pick(page: Page, text: string): Promise<void> {
  await page.getByRole('gridcell', { name: text, exact: true }).first().click()
}

async function filter(page: Page, state: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Show rows by state' }).click()
  await page.getByRole('option', { name: state, exact: true }).click()
}

describe('Rows a person decides about', () => {
  it('explain themselves, and are decided one by one, as a selection, or all together', async () => {
    const broken = new Set(LOST)
    const refused = new Set(REFUSED)
    const server = await acceptingServer({
      breaksAfterDot: (to) => broken.delete(to),
      rcpt: (to) => (refused.has(to) ? '550 5.1.1 No such user here\r\n' : undefined),
    })
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await sendBatch(page, csvOf(30), 30)
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 23, Failed: 3, Uncertain: 4, 'All rows': 30 })
    await picture(page, 'batch-uncertain')

    await page.getByRole('button', { name: 'Show these rows' }).click()
    await pick(page, 'r5@example.com')
    const lostId = server.taken.find(({ to }) => to === 'r5@example.com')?.messageId ?? 'none'
    const fifth = details(page, 5)
    await fifth.getByText(lostId).waitFor()
    await fifth.getByText('It is not known whether this message arrived').waitFor()
    await picture(page, 'batch-uncertain-row')
    await fifth.getByRole('button', { name: 'Mark as sent' }).click()
    await expect.poll(() => totals(page)).toMatchObject({ Accepted: 24, Uncertain: 3 })

    await page.getByRole('checkbox', { name: 'Select row 5' }).waitFor({ state: 'detached' })
    await page.getByRole('checkbox', { name: 'Select row 12' }).check()
    await pick(page, 'r20@example.com')
    await page.getByRole('grid').focus()
    await page.keyboard.press(' ')
    const chosen = page.getByRole('region', { name: 'Selected rows' })
    await chosen.getByText('2 rows selected').waitFor()
    await chosen.getByRole('button', { name: 'Resend' }).click()
    await untilState(page, 'Paused')
    await page.getByText('Rows are queued again: Resume sends them.').waitFor()
    expect(await totals(page)).toMatchObject({ Uncertain: 1, Waiting: 2 })
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 26, Uncertain: 1, Failed: 3 })
    const twice = server.taken.filter(({ to }) => to === 'r12@example.com')
    expect(twice.map(({ messageId }) => messageId)).toEqual([twice[0]?.messageId, twice[0]?.messageId])

    await page.getByRole('button', { name: 'Mark all as sent' }).click()
    await expect.poll(() => totals(page)).toMatchObject({ Accepted: 27, Uncertain: 0 })
    await filter(page, 'Failed')
    await pick(page, 'r3@example.com')
    await details(page, 3).getByText('550 5.1.1 No such user here').first().waitFor()
    await picture(page, 'batch-failed-row')
    refused.delete('r3@example.com')
    refused.delete('r9@example.com')
    await page.getByRole('checkbox', { name: 'Select row 3' }).check()
    await page.getByRole('checkbox', { name: 'Select row 9' }).check()
    await chosen.getByRole('button', { name: 'Retry', exact: true }).click()
    await untilState(page, 'Paused')
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 29, Failed: 1 })

    refused.clear()
    await page.getByRole('button', { name: 'Retry 1 failed row' }).click()
    await untilState(page, 'Paused')
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await untilState(page, 'Finished')
    expect(await totals(page)).toMatchObject({ Accepted: 30, Failed: 0, 'All rows': 30 })
    await expectQuiet(window)
  }, 90_000)
})
