import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { subjectField, write } from './compose-kit.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'

const chromium = sharedChromium()

/** What is handed to the printer, as the browser itself lays it out on paper. */
async function printed(page: Page): Promise<{ readonly pages: number; readonly words: string }> {
  const frame = await (await page.waitForSelector('#mailwright-print', { state: 'attached' })).contentFrame()
  await frame?.waitForSelector('.print-head')
  const html = (await frame?.content()) ?? ''
  const paper = await page.context().newPage()
  await paper.setContent(html)
  const pdf = await paper.pdf({ format: 'A4' })
  await writeFile(join('out', 'printed.pdf'), pdf)
  const words = await paper.locator('body').innerText()
  await paper.close()
  return { pages: [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length, words }
}

describe('Somebody who prints a message', () => {
  it('gets its head and all of it, on as many pages as it takes', async () => {
    const window = await chromium.open()
    const { page } = window
    await page.getByLabel('From').fill('Ann <ann@example.com>')
    await write(page, { to: 'bob@example.com', subject: 'A long letter' })
    await page.getByText('HTML', { exact: true }).click()
    await page.locator('.cm-content').first().click()
    const paragraphs = Array.from({ length: 120 }, (_, at) => `<p>Paragraph ${at + 1}</p>`).join('')
    await page.keyboard.insertText(`${paragraphs}<script>document.title = 'owned'</script>`)
    await page.getByText(/^Saved \d/).waitFor()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Print the preview…' }).click()
    const { pages, words } = await printed(page)
    expect(pages).toBeGreaterThanOrEqual(3)
    for (const expected of [
      'A long letter',
      'From: Ann <ann@example.com>',
      'To: bob@example.com',
      'Paragraph 120',
    ]) {
      expect(words).toContain(expected)
    }
    expect(await page.title()).not.toBe('owned')
    await expectQuiet(window)
  }, 60_000)

  it('prints a plain message of the Outbox as well', async () => {
    const { page } = await chromium.open()
    await page.getByLabel('From').fill('ann@example.com')
    await write(page, { to: 'bob@example.com', subject: 'Plain' })
    await page.getByText('Plain', { exact: true }).click()
    await page.locator('.cm-content').first().click()
    await page.keyboard.insertText('One line <b>\nanother')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('button', { name: 'Show in the Outbox' }).click()
    await page.getByRole('button', { name: 'Print…' }).click()
    const { pages, words } = await printed(page)
    expect(pages).toBe(1)
    expect(words).toMatch(/Plain.*From: ann@example.com.*One line <b>\nanother/s)
    await goTo(page, 'Compose')
    expect(await subjectField(page).inputValue()).toBe('')
  }, 60_000)
})
