import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { deadPort } from './compose-kit.ts'
import { sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

/** Words of English prose; names such as HTML, Gmail or an address are none. */
const ENGLISH = /\b(?:the|this|that|does|not|with|some|no|is|are|has|and|check|server)\b/i

/** What is in sight of the element, without what is folded. */
async function shown(page: Page, selector: string): Promise<string> {
  return page.locator(selector).filter({ visible: true }).last().innerText()
}

describe('In Japanese', () => {
  it('a server that is off is told in Japanese, with the English words folded', async () => {
    const port = await deadPort()
    const { page } = await chromium.open({ locale: 'ja', settings: smtpSettings(port) })
    await page.getByRole('textbox', { name: '宛先', exact: true }).fill('bob@example.com')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '送信', exact: true }).click()
    const notice = page.getByRole('alert')
    await notice.getByText('メールサーバーが応答しません').waitFor()
    await picture(page, 'server-off-ja')
    expect(await shown(page, '[role=alert]')).not.toMatch(ENGLISH)
    await notice.getByText('詳細').click()
    await notice.getByText(/does not answer on port/).waitFor()
  }, 60_000)

  it('the checks of a message are told in Japanese', async () => {
    const { page } = await chromium.open({ locale: 'ja', colorScheme: 'dark' })
    await page.getByText('HTML', { exact: true }).click()
    await page.locator('.cm-content').first().click()
    await page.keyboard.insertText(
      '<div style="display:flex;border-radius:2px"><img src="https://example.com/a.png"><form></form><a href="http://example.com"></a><a href="odd:1">x</a>{{ name }}</div>',
    )
    await page.getByRole('tab', { name: /^チェック/ }).click()
    await page.getByText('暗号化されていないリンク (http) があります。').waitFor()
    const findings = await shown(page, '[role=tabpanel]')
    await picture(page, 'checks-ja')
    expect(findings.split('\n').length).toBeGreaterThan(8)
    expect(findings).not.toMatch(ENGLISH)
  }, 60_000)
})
