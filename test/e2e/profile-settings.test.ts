/** Setting up a profile in the window: limits, a DKIM key, and what of it is shown. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { readDkimKey } from '../../src/main/mail/dkim-key.ts'
import { ED25519_PEM } from '../helpers/dkim.ts'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

describe('Somebody who sets up a profile', () => {
  it('gives it limits, which a mass send starts with', async () => {
    const window = await chromium.open({ width: 1024, height: 700 })
    const { page, dataDir } = window
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: 'Add a profile' }).click()
    const form = page.getByRole('region', { name: 'New profile' })
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('office')
    await form.getByRole('textbox', { name: 'Host', exact: true }).fill('127.0.0.1')
    await form.getByRole('button', { name: 'Add a limit' }).click()
    await form.getByText('Type a number.').waitFor()
    expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await form.getByLabel('Messages of limit 1').fill('30')
    await form.getByRole('button', { name: 'Add a limit' }).click()
    await form.getByLabel('Messages of limit 2').fill('10')
    await form.getByLabel('Time of limit 2').selectOption({ label: 'an hour' })
    await form.getByLabel('Recipient domain of limit 2').fill('gmail.com')
    await picture(page, 'profile-limits')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.', { exact: true }).first().waitFor()
    const kept = JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8'))
    expect(kept.profiles.office.rate).toBe('30/min,10/hour@gmail.com')

    await goTo(page, 'Mass send')
    await page.getByRole('button', { name: 'Use the sample list' }).click()
    await page.getByRole('grid').first().waitFor()
    const next = page.getByRole('button', { name: 'Next', exact: true })
    await next.click()
    await page.getByRole('combobox', { name: 'Send through' }).click()
    await page.getByRole('option', { name: /^office/ }).click()
    await next.click()
    await next.click()
    const rate = page.getByRole('textbox', { name: 'Rate limit' })
    expect(await rate.inputValue()).toBe('30/min,10/hour@gmail.com')
    await page.getByText('As the profile office says').waitFor()
    await page.getByText(/^At least 3\d min for 1,000 messages/).waitFor()
    await rate.fill('')
    await page.getByText('Instead of 30/min,10/hour@gmail.com of the profile office').waitFor()
    await page.getByText(/^How long 1,000 messages take is not known/).waitFor()
    await expectQuiet(window)
  }, 90_000)

  it('gives it a DKIM key, which goes in and shows its public half only', async () => {
    const window = await chromium.open({ width: 1024, height: 700, colorScheme: 'dark' })
    const { page } = window
    await goTo(page, 'Settings')
    const form = page.getByRole('region', { name: 'sandbox' })
    await form.getByRole('textbox', { name: 'From', exact: true }).fill('Ann <ann@example.com>')
    await form.getByRole('button', { name: 'DKIM signature' }).click()
    await form.getByLabel('Sign messages with DKIM').check()
    expect(await form.getByRole('textbox', { name: 'Domain', exact: true }).inputValue()).toBe('example.com')
    await form.getByRole('textbox', { name: 'Selector', exact: true }).fill('s1')
    await form.getByLabel('Private key (PEM)').fill('no key')
    await form.getByRole('button', { name: 'Save' }).click()
    await form
      .getByText(/The DKIM key cannot be read/)
      .first()
      .waitFor()
    await form.locator('input[type=file]').setInputFiles({
      name: 'key.pem',
      mimeType: 'text/plain',
      buffer: Buffer.from(ED25519_PEM),
    })
    await expect.poll(() => form.getByLabel('Private key (PEM)').inputValue()).toBe(ED25519_PEM)
    await form.getByRole('button', { name: 'Save' }).click()
    const record = form.getByRole('region', { name: /Record to publish/ })
    const fold = form.getByRole('button', { name: 'DKIM signature' })
    // What was saved is shown anew, and folded.
    await expect
      .poll(async () => {
        if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click()
        return record.getByText('s1._domainkey.example.com').isVisible()
      })
      .toBe(true)
    await record.getByText(readDkimKey(ED25519_PEM).record).waitFor()
    expect(await form.getByLabel('Private key (PEM)').inputValue()).toBe('')
    await record.scrollIntoViewIfNeeded()
    await picture(page, 'profile-dkim')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await goTo(page, 'Compose')
    await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('Signed')
    await page.getByRole('tab', { name: 'Source', exact: true }).click()
    await expect
      .poll(() => page.locator('main').innerText())
      .toContain('DKIM-Signature: v=1; a=ed25519-sha256')
    await expectQuiet(window)
  }, 90_000)

  it('types paths where the program may run on another computer', async () => {
    const window = await chromium.open({ locale: 'ja' })
    const { page, dataDir } = window
    await goTo(page, '設定')
    await page.getByRole('button', { name: 'プロファイルを追加' }).click()
    const form = page.getByRole('region', { name: '新しいプロファイル' })
    await form.getByRole('textbox', { name: '名前', exact: true }).fill('files')
    await form.getByLabel('バックエンド').selectOption('file')
    await form.getByText('Mailwright が動いているコンピューター上のパス。').first().waitFor()
    expect(await form.getByRole('button', { name: /選択/ }).count()).toBe(0)
    await form.getByRole('textbox', { name: 'フォルダー' }).fill(join(dataDir, 'mails'))
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByRole('region', { name: 'files' }).waitFor()
    const kept = JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8'))
    expect(kept.profiles.files).toEqual({ backend: 'file', options: { dir: join(dataDir, 'mails') } })
    await expectQuiet(window)
  }, 90_000)
})
