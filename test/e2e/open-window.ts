/** A window on the app, as a person with a fresh data folder has it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchChromium } from '../helpers/chromium.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { type ServedApp, startApp } from './served-app.ts'

export interface AppWindow {
  readonly page: Page
  readonly app: ServedApp
  readonly dataDir: string
  /** What the browser complained about; a good app gives it no reason. */
  readonly complaints: readonly string[]
}

export interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly locale?: string
  /** Stay in the tour of the first run. */
  readonly keepTour?: boolean
  /** What settings.json holds before the program starts. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** One browser for all tests of a file. */
export function sharedChromium(): { open(options?: WindowOptions): Promise<AppWindow> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  return {
    open: async ({
      width = 1280,
      height = 860,
      colorScheme = 'light',
      locale = 'en',
      keepTour = false,
      settings,
    } = {}) => {
      const dataDir = await tempDir()
      if (settings) await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings))
      const app = await startApp(dataDir)
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      onTestFinished(async ({ task }) => {
        // A build artefact: what the window showed when the test failed.
        if (task.result?.state === 'fail')
          await page.screenshot({ path: join('out', 'failures', `${task.name.slice(0, 60)}.png`) })
        await context.close()
        await app.stop()
      })
      await page.goto(app.address)
      const tour = page.getByRole('dialog')
      await tour.waitFor()
      if (!keepTour) {
        await page.keyboard.press('Escape')
        await tour.waitFor({ state: 'hidden' })
      }
      return { page, app, dataDir, complaints }
    },
  }
}

/** Settings whose usual profile is a mail server on loopback. */
export function smtpSettings(
  port: number,
  { undoSeconds = 0, ...options }: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    profiles: {
      sandbox: { backend: 'sandbox', options: {} },
      post: { backend: 'smtp', options: { host: '127.0.0.1', port, tls: 'none', ...options } },
    },
    defaultProfile: 'post',
    from: 'Ann <ann@example.com>',
    preferences: { undoSeconds },
  }
}

/** Goes to a screen by the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).click()
}

export async function expectQuiet({ complaints }: AppWindow): Promise<void> {
  expect(complaints).toEqual([])
}
