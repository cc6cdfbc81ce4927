/** The same app in a real Electron, where its program has been fetched (`npm start` fetches it once). */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findElectron } from '../../scripts/electron-path.js'
import { tempDir } from '../helpers/temp-dir.ts'
import { goTo } from './open-window.ts'

const electron = findElectron()
if (electron === undefined) {
  process.stderr.write(
    'SKIPPED: the desktop app under Electron; its program is not on this machine (npm start fetches it).\n',
  )
}

interface Desktop {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
}

/** With a home of its own, so that nobody's mail is touched. */
async function openDesktop(home: string): Promise<Desktop> {
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    ...(electron !== undefined && { executablePath: electron }),
    args: [...(isRoot ? ['--no-sandbox'] : []), '.', `--user-data-dir=${home}`],
    env: { ...process.env, XDG_CONFIG_HOME: home, HOME: home },
  })
  onTestFinished(() => app.close().catch(() => undefined))
  const page = await app.firstWindow()
  const dataDir = await app.evaluate(({ app: main }) => main.getPath('userData'))
  return { app, page, dataDir }
}

describe.skipIf(electron === undefined)('The desktop app', () => {
  it('takes a new user from the tour to a message in the outbox', async () => {
    const { page, dataDir } = await openDesktop(await tempDir())
    await page.getByRole('button', { name: 'Put a sample message in Compose' }).click()
    await expect.poll(() => page.getByLabel('Subject').inputValue()).toContain('Mailwright')
    const subject = await page.getByLabel('Subject').inputValue()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('accepted').first().waitFor()
    await goTo(page, 'Outbox')
    await page.getByText(subject).filter({ visible: true }).first().waitFor()
    const caught = (await readdir(join(dataDir, 'sandbox'))).filter((name) => name.endsWith('.eml'))
    expect(caught).toHaveLength(1)
    expect(await readFile(join(dataDir, 'sandbox', caught[0] ?? ''), 'utf8')).toContain(`Subject: ${subject}`)
  }, 90_000)

  it('gives the page no Node, and goes nowhere else', async () => {
    const { app, page } = await openDesktop(await tempDir())
    await page.getByRole('navigation').waitFor()
    expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
    const address = page.url()
    await page.evaluate('void (location.href = "https://example.com/")')
    await page.evaluate('void window.open("https://example.com/")')
    await page.waitForTimeout(500)
    expect(page.url()).toBe(address)
    expect(app.windows()).toHaveLength(1)
  }, 90_000)

  it('finds the draft again after it was killed', async () => {
    const home = await tempDir()
    const first = await openDesktop(home)
    await first.page.getByRole('dialog').waitFor()
    await first.page.keyboard.press('Escape')
    await first.page.getByLabel('Subject').fill('Half written')
    await first.page.getByText(/^Saved/).waitFor()
    first.app.process().kill('SIGKILL')
    const { page } = await openDesktop(home)
    await expect.poll(() => page.getByLabel('Subject').inputValue()).toBe('Half written')
  }, 90_000)
})
