import { describe, expect, it } from 'vitest'
import { catalogue as english } from '../../src/renderer/src/i18n/en/index.ts'
import { catalogue as japanese } from '../../src/renderer/src/i18n/ja/index.ts'
import { violations } from './axe.ts'
import { deadPort, mailServer } from './compose-kit.ts'
import { type AppWindow, sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

/** Looks, takes a picture, and lets axe look. */
async function look({ page }: AppWindow, name: string): Promise<void> {
  // Nothing is judged while it fades in.
  await page.waitForTimeout(500)
  await picture(page, name)
  expect(await violations(page), name).toEqual([])
}

describe.each([
  ['en', 'light', 1280, 860],
  ['ja', 'dark', 1024, 700],
] as const)('In %s, %s, %i x %i', (locale, colorScheme, width, height) => {
  const words = locale === 'ja' ? japanese : english
  const looks = { locale, colorScheme, width, height }
  const named = (state: string) => `${state}-${locale}-${colorScheme}`

  async function fill({ page }: AppWindow, to: string): Promise<void> {
    await page.getByRole('textbox', { name: words.compose.field.to, exact: true }).fill(to)
    await page.keyboard.press('Enter')
    await page
      .getByRole('textbox', { name: words.compose.field.subject, exact: true })
      .fill('State of things')
  }

  const sendBy = ({ page }: AppWindow) =>
    page.getByRole('button', { name: words.compose.send.button, exact: true }).click()

  it('the seconds of undo, and a mixed result', async () => {
    const server = await mailServer((command) => {
      if (command.startsWith('RCPT TO:<no')) return '550 5.1.1 No such user\r\n'
      return command.startsWith('RCPT TO:<later') ? '450 4.2.1 Busy\r\n' : undefined
    })
    const settings = smtpSettings(server.port, { undoSeconds: 4 })
    const window = await chromium.open({ ...looks, settings })
    await fill(window, 'yes@example.com, no@example.com, later@example.com')
    await sendBy(window)
    await window.page.getByRole('alert').getByText(words.compose.send.title).waitFor()
    await look(window, named('undo'))
    await window.page.getByText(words.compose.send.verdict.partly).waitFor()
    await look(window, named('mixed'))
    await window.page.getByRole('button', { name: words.compose.send.inOutbox }).click()
    await window.page.getByRole('tab', { name: words.outbox.tab.envelope }).last().click()
    await look(window, named('outbox-mixed'))
  }, 90_000)

  it('a server that is off, in the notice, the Outbox and Verify', async () => {
    const window = await chromium.open({ ...looks, settings: smtpSettings(await deadPort()) })
    const { page } = window
    await fill(window, 'bob@example.com')
    await sendBy(window)
    await page.getByText(words.compose.send.verdict.deferred).waitFor()
    await look(window, named('off'))
    await page.getByRole('button', { name: words.compose.send.inOutbox }).click()
    await page.getByRole('button', { name: words.outbox.message.tryNow }).waitFor()
    await look(window, named('outbox-off'))
    await page.getByRole('navigation').getByText(words.frame.settings, { exact: true }).click()
    await page.getByRole('button', { name: words.settings.verify, exact: true }).click()
    await page.getByLabel(words.settings.stepFailed, { exact: true }).waitFor()
    await look(window, named('verify'))
  }, 90_000)

  it('questions before sending, empty and filled drawers', async () => {
    const window = await chromium.open({ ...looks, settings: smtpSettings(await deadPort()) })
    const { page } = window
    await page.getByRole('button', { name: words.compose.drafts.button }).click()
    await page.getByText(words.compose.drafts.none).waitFor()
    await look(window, named('no-drafts'))
    await page.keyboard.press('Escape')
    await fill(window, Array.from({ length: 12 }, (_, at) => `r${at}@example.com`).join(','))
    await sendBy(window)
    await page.getByText(words.compose.spread.each, { exact: true }).waitFor()
    await look(window, named('many'))
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words.compose.drafts.button }).click()
    await page.getByRole('dialog').getByText('State of things').waitFor()
    await look(window, named('drafts'))
    await page.keyboard.press('Escape')
    const buffer = Buffer.from(
      'From: c@example.com\r\nTo: d@example.com\r\nSubject: Old\r\n\r\nOld words\r\n',
    )
    const eml = { name: 'old.eml', mimeType: 'message/rfc822', buffer }
    await page.getByLabel(words.compose.more.viewEml).setInputFiles(eml)
    await page.getByRole('button', { name: words.compose.more.openAsDraft }).waitFor()
    await look(window, named('eml'))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: words.frame.palette }).waitFor()
    await look(window, named('palette'))
  }, 90_000)
})
