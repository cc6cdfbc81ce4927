import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addAddresses, deadPort, realServer, send, subjectField, write } from './compose-kit.ts'
import { expectQuiet, goTo, sharedChromium, smtpSettings } from './open-window.ts'

const chromium = sharedChromium()
const run = promisify(execFile)

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

const isOwn = (line: string) => !/^(?:Date|Message-ID):/.test(line)

/** Dates and Message-IDs belong to the moment, boundaries are made of them. */
function comparable(eml: string): string {
  const lines = eml.replaceAll('\r\n', '\n').split('\n').filter(isOwn).join('\n')
  const boundaries = [...lines.matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => boundary ?? '')
  return boundaries.reduce((text, boundary, at) => text.replaceAll(boundary, `boundary-${at}`), lines)
}

describe('Somebody who writes a message', () => {
  it('copies it as a command that sends the bytes of the preview', async () => {
    const { port, received } = await realServer()
    const window = await chromium.open({ settings: smtpSettings(port) })
    const { page, dataDir } = window
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await write(page, {
      to: "Åsa O'Neil <asa@example.com>",
      subject: "It's 100 % $HOME `ok` – 日本",
      body: 'Grüße',
    })
    const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('attached\n') }
    await page.locator('input[type=file][multiple]').first().setInputFiles(note)
    await page.getByText('note.txt').waitFor()
    await more(page, 'Save as .eml…')
    const download = await page.waitForEvent('download', { timeout: 15_000 }).catch(() => null)
    await more(page, 'Copy as command')
    await page.getByText('The command is on the clipboard.').waitFor()
    const command = await page.evaluate<string>('navigator.clipboard.readText()')
    const script = `mailwright() { "${process.execPath}" out/main/cli.js "$@" --data "${dataDir}"; }\n${command}`
    await run('bash', ['-c', script])
    expect(received).toHaveLength(1)
    const preview = await readFile((await download?.path()) ?? '', 'utf8')
    expect(comparable(received[0] ?? '').trimEnd()).toBe(comparable(preview).trimEnd())
    await expectQuiet(window)
  }, 90_000)

  it('opens an .eml file as a draft, or only looks at it', async () => {
    const { page } = await chromium.open()
    const eml = {
      name: 'old.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(
        'From: Carl <carl@example.com>\r\nTo: dora@example.com\r\nSubject: From a file\r\n\r\nOld words\r\n',
      ),
    }
    await page.getByLabel('Look at an .eml file…').setInputFiles(eml)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('From a file').waitFor()
    await dialog.getByRole('tab', { name: 'Source', exact: true }).click()
    await dialog.getByText('Old words').waitFor()
    expect(await subjectField(page).inputValue()).toBe('')
    await dialog.getByRole('button', { name: 'Open as a draft' }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe('From a file')
    await page.getByRole('button', { name: 'dora@example.com' }).waitFor()
    const noise = { name: 'noise.eml', mimeType: 'message/rfc822', buffer: Buffer.from('no mail\n') }
    await page.getByLabel('Look at an .eml file…').setInputFiles(noise)
    await dialog.getByText(/This file is no mail message/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByLabel('Open an .eml file as a draft…').setInputFiles(noise)
    await page
      .getByRole('alert')
      .getByText(/This file is no mail message/)
      .waitFor()
    expect(await subjectField(page).inputValue()).toBe('From a file')
  }, 60_000)

  it('goes back to an earlier version of a draft, and finds drafts by their words', async () => {
    const { page } = await chromium.open()
    const saved = () => page.getByText(/^Saved \d/).innerText()
    await subjectField(page).fill('First words')
    await page.getByText(/^Saved \d/).waitFor()
    const first = await saved()
    await subjectField(page).fill('Second words')
    await expect.poll(saved).not.toBe(first)
    await page.keyboard.press('Control+n')
    await expect.poll(() => subjectField(page).inputValue()).toBe('')
    await subjectField(page).fill('Another thing')
    await page.getByText(/^Saved \d/).waitFor()
    await page.getByRole('button', { name: 'Drafts' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Another thing').waitFor()
    await drawer.getByLabel('Search drafts').fill('second')
    await drawer.getByText('Another thing').waitFor({ state: 'hidden' })
    await drawer.getByRole('button', { name: 'Versions of “Second words”' }).click()
    await drawer.getByRole('button', { name: /Restore version 1 of/ }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe('First words')
    await page.getByText(/^Saved \d/).waitFor()
    await page.getByRole('button', { name: 'Drafts' }).click()
    await drawer.getByText('First words').waitFor()
    await drawer.getByRole('button', { name: 'Versions of “First words”' }).getByText('(3)').waitFor()
  }, 60_000)

  it('pastes a list of addresses, sees what is wrong with one, and drags one to Cc', async () => {
    const { page } = await chromium.open()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const list =
      'Ann <ann@example.com>, "Bee, B." <bee@example.com>\ncarl@example\ndora.example.com; eve@example.com'
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(list)})`)
    await page.getByRole('textbox', { name: 'To', exact: true }).focus()
    await page.keyboard.press('Control+v')
    const chips = page.locator('[data-chips]').first().getByRole('button')
    await expect.poll(() => chips.count()).toBe(5)
    await page.getByRole('button', { name: 'dora.example.com: An address needs an @.' }).waitFor()
    const eve = page.getByRole('button', { name: 'eve@example.com' })
    await eve.dragTo(page.getByRole('textbox', { name: 'Cc', exact: true }))
    await expect.poll(() => chips.count()).toBe(4)
    const cc = page.locator('[data-chips]').nth(1)
    await cc.getByRole('button', { name: 'eve@example.com' }).waitFor()
    await eve.focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Cc', exact: true }).inputValue())
      .toBe('eve@example.com')
  }, 60_000)

  it('is told which address keeps the message from being sent', async () => {
    const { page } = await chromium.open({ settings: smtpSettings(await deadPort()) })
    await write(page, { to: 'nobody', subject: 'x', body: 'y' })
    await send(page)
    await page
      .getByRole('alert')
      .getByText(/nobody/)
      .first()
      .waitFor()
    expect(await subjectField(page).inputValue()).toBe('x')
    await page.getByText(/^Saved \d/).waitFor()
  }, 60_000)
})

describe('Templates', () => {
  it('are saved from Compose, renamed, copied, found, used and removed', async () => {
    const window = await chromium.open()
    const { page } = window
    await write(page, { subject: 'Monthly report', body: 'As every month' })
    await more(page, 'Save as template…')
    await page.getByLabel('Name of the template').fill('Report')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Template saved.').waitFor()
    await goTo(page, 'Templates')
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) })
    await row('Report').getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Monthly')
    await page.keyboard.press('Enter')
    await row('Monthly').getByRole('button', { name: 'Duplicate' }).click()
    await row('Monthly (copy)').waitFor()
    await page.getByLabel('Search templates').fill('copy')
    await row('Monthly').waitFor({ state: 'hidden' })
    await row('Monthly (copy)').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Nothing found').waitFor()
    await page.getByLabel('Search templates').fill('')
    await row('Monthly').getByRole('button', { name: 'Compose' }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe('Monthly report')
    await page.keyboard.press('Control+n')
    await expect.poll(() => subjectField(page).inputValue()).toBe('')
    await addAddresses(page, 'To', 'bob@example.com')
    await more(page, 'Start from a template…')
    await page.getByRole('dialog').getByRole('button', { name: 'Monthly' }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe('Monthly report')
    await page.getByRole('button', { name: 'bob@example.com' }).waitFor()
    await expectQuiet(window)
  }, 60_000)
})
