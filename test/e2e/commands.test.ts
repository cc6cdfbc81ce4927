import { describe, expect, it } from 'vitest'
import { subjectField } from './compose-kit.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'

const chromium = sharedChromium()

describe('Keys and commands', () => {
  it('F1 lists the keys, and each of them does what it says', async () => {
    const window = await chromium.open()
    const { page } = window
    await page.keyboard.press('F1')
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await keys.getByText('Send the message').waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+,')
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.keyboard.press('Control+n')
    await subjectField(page).waitFor()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.waitFor()
    await page.keyboard.press('Control+p')
    await preview.waitFor({ state: 'hidden' })
    await expectQuiet(window)
  }, 60_000)

  it('the palette finds and does whatever the screens can do', async () => {
    const window = await chromium.open()
    const { page } = window
    const command = async (typed: string, name: string) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'Commands' }).fill(typed)
      await page.getByRole('button', { name }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: 'Commands' }).waitFor({ state: 'hidden' })
    }
    await goTo(page, 'Settings')
    await command('sample mess', 'Sample message')
    await expect.poll(() => subjectField(page).inputValue()).toContain('Mailwright')
    await command('as template', 'Save as template…')
    await page.getByLabel('Name of the template').fill('By palette')
    await page.keyboard.press('Enter')
    await page.getByText('Template saved.').waitFor()
    await command('go to: templ', 'Go to: Templates')
    await page.getByRole('cell', { name: 'By palette', exact: true }).waitFor()
    await command('drafts', 'Open the drafts')
    await page.getByRole('dialog', { name: 'Drafts' }).waitFor()
    await page.keyboard.press('Escape')
    await command('dark', 'Appearance: Dark')
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    await command('日本語', 'Language: 日本語')
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ja')
    await expectQuiet(window)
  }, 60_000)

  it('a mail link in a message begins another message', async () => {
    const { page } = await chromium.open()
    await page.getByText('HTML', { exact: true }).click()
    await page.locator('.cm-content').first().click()
    await page.keyboard.insertText(
      '<p><a href="mailto:dora@example.com?subject=Question%20one&amp;attach=/etc/passwd">Write</a></p>',
    )
    await page.getByRole('tab', { name: 'Links' }).click()
    await page.getByRole('button', { name: 'Write', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Write in Compose' }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe('Question one')
    await page.getByRole('button', { name: 'dora@example.com' }).waitFor()
    await expect.poll(() => page.getByText('passwd').count()).toBe(0)
  }, 60_000)
})
