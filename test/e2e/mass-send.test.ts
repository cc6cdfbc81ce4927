import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'

const chromium = sharedChromium()

describe('Somebody who mails a whole list', () => {
  it('goes from the sample list to a finished batch', async () => {
    const window = await chromium.open()
    const { page, dataDir } = window
    await goTo(page, 'Mass send')
    await page.getByRole('button', { name: 'Use the sample list' }).click()
    await page.getByRole('grid').first().waitFor()
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.screenshot({ path: '/tmp/shots/mass-2.png' })
    await page.getByRole('textbox', { name: 'From' }).fill('Shop <shop@example.com>')
    await page.getByRole('combobox', { name: 'Subject' }).fill('Hello {{ first_name }}')
    await page.locator('.ProseMirror:visible').click()
    await page.keyboard.type('Your message')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.waitForTimeout(3000)
    await page.screenshot({ path: '/tmp/shots/mass-3.png' })
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByRole('button', { name: 'Send…' }).click()
    await page.waitForTimeout(1500)
    await page.screenshot({ path: '/tmp/shots/mass-4.png' })
    await page.getByRole('dialog').getByRole('button').last().click()
    await page.waitForTimeout(4000)
    await page.screenshot({ path: '/tmp/shots/mass-5.png' })
    const eml = async () =>
      (await readdir(join(dataDir, 'sandbox'))).filter((name) => name.endsWith('.eml')).length
    await expect.poll(eml).toBe(1_000)
    await expectQuiet(window)
  }, 90_000)
})
