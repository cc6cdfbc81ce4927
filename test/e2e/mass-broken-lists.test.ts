/** Broken files as a person meets them in the first step. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseList } from './mass-steps.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])

async function another(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Another list…' })
  if (await button.isVisible()) await button.click()
}

describe('A broken list', () => {
  it('says in the window what is wrong, where, and what to do', async () => {
    const window = await chromium.open()
    const { page } = window
    await goTo(page, 'Mass send')
    const cases: readonly (readonly [string | Buffer, RegExp])[] = [
      ['', /list\.csv is empty: choose the file/],
      ['name,email\n', /list\.csv names columns, but has no row/],
      ['name,"email\nA,b\n', /Line 1 opens a quote that never closes/],
      ['name,email\n"Ann,a@example.com\n', /Line 2 opens a quote that never closes/],
      [PNG, /is a PNG image, not a CSV: export the list as CSV/],
      ['name,city\nAnn,Paris\n', /No row has an address in the column “name”/],
      ['email,name,email\na@example.com,A,b@example.com\n', /line 1: Columns 1 and 3 are both named “email”/],
      ['a@example.com\nb@example.com\n', /The first line holds an address \(a@example\.com\)/],
    ]
    for (const [content, sentence] of cases) {
      await another(page)
      await chooseList(page, content)
      await page
        .getByRole('alert')
        .filter({ hasText: sentence })
        .or(page.getByText(sentence))
        .first()
        .waitFor()
      const isOpen = await page.getByRole('grid').isVisible()
      expect(await page.getByRole('button', { name: 'Next', exact: true }).isEnabled()).toBe(isOpen)
    }
    await picture(page, 'list-advice')
    await another(page)
    await chooseList(page, 'email\na@example.com\n')
    await page.getByText('list.csv: 1 row', { exact: true }).waitFor()
    expect(await page.getByText('Please look at this list').count()).toBe(0)
    await expectQuiet(window)
  }, 60_000)

  it('whose encoding is not what the user said is asked about again', async () => {
    const window = await chromium.open()
    const { page } = window
    await goTo(page, 'Mass send')
    await chooseList(page, Buffer.from('name,email\nJos\xe9,a@example.com\n', 'latin1'))
    await page.getByRole('gridcell', { name: 'José' }).waitFor()
    await page.getByRole('combobox', { name: 'Encoding' }).click()
    await page.getByRole('option', { name: 'utf-8', exact: true }).click()
    await page.getByText(/line 2, holds bytes that are not utf-8/).waitFor()
    await page.reload()
    await page.getByText(/line 2, holds bytes that are not utf-8/).waitFor()
    await page.getByRole('combobox', { name: 'Read the file as' }).click()
    await page.getByRole('option', { name: 'windows-1252' }).click()
    await page.getByRole('gridcell', { name: 'José' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Read the file as' }).count()).toBe(0)
    await expectQuiet(window)
  }, 60_000)
})
