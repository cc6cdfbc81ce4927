import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { expectQuiet, goTo, sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

async function addProfile(page: Page, name: string, backend: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a profile' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByLabel('Backend').selectOption(backend)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

const profileLink = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Profiles' }).getByRole('button', { name: new RegExp(`^${name}`) })

async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).filter({ visible: true }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

describe('Profiles', () => {
  it.each(['sandbox', 'console', 'file', 'memory', 'dummy'])(
    'of the kind %s are made, tried and removed',
    async (kind) => {
      const window = await chromium.open()
      const { page } = window
      await goTo(page, 'Settings')
      await addProfile(page, `my-${kind}`, kind)
      await page.getByRole('button', { name: 'Verify' }).click()
      await page
        .getByText(/The .* backend is ready|Backend/)
        .last()
        .waitFor()
      await page.getByLabel('passed').first().waitFor()
      await save(page)
      await profileLink(page, `my-${kind}`).waitFor()
      await page.getByRole('heading', { name: `my-${kind}` }).waitFor()
      await page.getByRole('textbox', { name: 'Name' }).fill(`our-${kind}`)
      await save(page)
      await profileLink(page, `our-${kind}`).waitFor()
      await page.getByRole('heading', { name: `our-${kind}` }).waitFor()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await profileLink(page, `our-${kind}`).waitFor({ state: 'hidden' })
      await expectQuiet(window)
    },
    60_000,
  )

  it('of a service fill in host, port and encryption', async () => {
    const { page } = await chromium.open()
    await goTo(page, 'Settings')
    await addProfile(page, 'mail', 'smtp')
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    await page.getByText('Give the host of the mail server, or choose a service.').waitFor()
    await page.getByLabel('Well-known service').selectOption({ index: 1 })
    expect(await page.getByLabel('Host').inputValue()).not.toBe('')
    await save(page)
    await profileLink(page, 'mail').waitFor()
  }, 60_000)

  it('with a module of one’s own say what is wrong with it, and work once it is right', async () => {
    const folder = await tempDir()
    const [missing, odd, good] = ['missing.mjs', 'odd.mjs', 'good.mjs'].map((name) => join(folder, name))
    await writeFile(odd ?? '', 'export const answer = 42\n')
    await writeFile(
      good ?? '',
      'export class Backend { async sendMessages(messages) { return messages.length } }\n',
    )
    const { page } = await chromium.open()
    await goTo(page, 'Settings')
    await addProfile(page, 'own', 'custom')
    const path = page.getByLabel('Path of the module')
    const verify = page.getByRole('button', { name: 'Verify' })
    await path.fill('relative.mjs')
    await verify.click()
    await page
      .getByText(/absolute path/)
      .last()
      .waitFor()
    await path.fill(missing ?? '')
    await verify.click()
    await page
      .getByText(/missing\.mjs cannot be loaded/)
      .first()
      .waitFor()
    await path.fill(odd ?? '')
    await verify.click()
    await page
      .getByText(/odd\.mjs exports neither a class or function named Backend/)
      .first()
      .waitFor()
    await picture(page, 'custom-backend')
    // Mended where it stands, without a new start of the program.
    await writeFile(odd ?? '', await readFile(good ?? '', 'utf8'))
    await verify.click()
    await page.getByLabel('passed').first().waitFor()
    await save(page)
    await profileLink(page, 'own').waitFor()
  }, 60_000)
})

describe('Settings', () => {
  it('go to another computer without passwords', async () => {
    const { page } = await chromium.open({ settings: smtpSettings(2525, { user: 'ann' }) })
    await goTo(page, 'Settings')
    await page.getByLabel('Password', { exact: true }).fill('hunter2')
    await save(page)
    await page.getByText('Saved.').waitFor()
    await page.getByRole('tab', { name: 'Data' }).click()
    const exported = await downloaded(page, 'Export…')
    expect(exported).toContain('"post"')
    expect(exported).not.toContain('hunter2')
    const { page: other } = await chromium.open()
    await goTo(other, 'Settings')
    await other.getByRole('tab', { name: 'Data' }).click()
    const choose = other.locator('input[type=file][accept=".json"]')
    await choose.setInputFiles({
      name: 'notes.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"a":1}'),
    })
    await other
      .getByRole('alert')
      .getByText(/The settings were not changed/)
      .first()
      .waitFor()
    await choose.setInputFiles({
      name: 's.json',
      mimeType: 'application/json',
      buffer: Buffer.from(exported),
    })
    await other.getByText('The settings were imported.').waitFor()
    await other.getByText(/Mail leaves by 127\.0\.0\.1/).waitFor()
  }, 60_000)

  it('change theme and language at once', async () => {
    const window = await chromium.open()
    const { page } = window
    await goTo(page, 'Settings')
    await page.getByRole('tab', { name: 'Appearance and sending' }).click()
    await page.getByLabel('Appearance', { exact: true }).selectOption('dark')
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    await page.getByRole('tabpanel').getByLabel('Language', { exact: true }).selectOption('ja')
    await page.getByRole('heading', { name: '設定' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    await page.reload()
    await page.getByRole('heading', { name: '設定' }).waitFor()
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    await expectQuiet(window)
  }, 60_000)

  it('take a suppression list in and give it out again', async () => {
    const { page } = await chromium.open()
    await goTo(page, 'Settings')
    await page.getByRole('tab', { name: 'Suppression list' }).click()
    await page.getByText('Nobody is on the suppression list').waitFor()
    const list = Buffer.from('email,reason\ngone@example.com,asked\nnobody,\n@example.org,\n')
    await page
      .getByRole('tabpanel', { name: 'Suppression list' })
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: list })
    await page.getByText('2 added, 0 known already, 1 refused.').waitFor()
    await page.getByLabel('Search the suppression list').fill('asked')
    await page.getByRole('cell', { name: '@example.org', exact: true }).waitFor({ state: 'hidden' })
    expect(await downloaded(page, 'Export…')).toMatch(/gone@example\.com,asked/)
  }, 60_000)
})

describe('The address book', () => {
  it('takes contacts in, finds, changes, groups and gives them out', async () => {
    const window = await chromium.open()
    const { page } = window
    await goTo(page, 'Address book')
    const people = Buffer.from('name,email\nAnn,ann@example.com\nBob,bob@example.com\nBad,nobody\n')
    await page
      .getByRole('tabpanel', { name: 'Contacts' })
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: people })
    await page.getByText('2 added, 0 known already, 1 refused.').waitFor()
    await page.getByLabel('Search contacts').fill('bob')
    await page.getByRole('cell', { name: 'ann@example.com' }).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Edit Bob' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Bobby')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Bobby', exact: true }).waitFor()
    expect(await downloaded(page, 'Export…')).toMatch(/Bobby,bob@example\.com/)
    await page.getByRole('tab', { name: 'Groups' }).click()
    await page.getByRole('button', { name: 'Add a group' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Team')
    await dialog.getByLabel('Members').fill('ann@example.com')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Team', exact: true }).waitFor()
    await page.getByLabel('Search groups').fill('nothing like it')
    await page.getByText('Nothing found').waitFor()
    await goTo(page, 'Compose')
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('bob')
    await page.getByRole('option', { name: /Bobby/ }).click()
    await page.getByRole('button', { name: 'Bobby <bob@example.com>' }).waitFor()
    await expectQuiet(window)
  }, 60_000)
})
