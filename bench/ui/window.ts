/** The built app in a real Chromium, as somebody opens it. */
import { readFile } from 'node:fs/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { type ServedApp, startApp } from '../../test/e2e/served-app.ts'
import { launchChromium } from '../../test/helpers/chromium.ts'

export interface UiWindow {
  readonly page: Page
  readonly app: ServedApp
  /** Octets that the page's process holds alone; null where the system does not tell. */
  memory(): Promise<number | null>
  close(): Promise<void>
}

/** Longer than the app takes to decide whether somebody is new. */
const TOUR_MS = 4_000
const VIEWPORT = { width: 1280, height: 860 }

/** Nothing is cached, and the tour of the first run is over when `skipTour` is set. */
export async function openWindow(dataDir: string, { skipTour = true } = {}): Promise<UiWindow> {
  const app = await startApp(dataDir)
  // A measure that fails leaves nothing behind.
  const kill = (): void => void app.process.kill('SIGKILL')
  process.once('exit', kill)
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en' })
  if (skipTour) await open(page, app.address)
  return {
    page,
    app,
    memory: () => rendererMemory(browser),
    close: async () => {
      await browser.close()
      await app.stop()
      process.off('exit', kill)
    },
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  const tour = page.getByRole('dialog')
  // Only the first time in a data folder.
  const isFirstRun = await tour.waitFor({ timeout: TOUR_MS }).then(
    () => true,
    () => false,
  )
  if (!isFirstRun) return
  await page.keyboard.press('Escape')
  await tour.waitFor({ state: 'hidden' })
}

async function rendererMemory(browser: Browser): Promise<number | null> {
  const session: CDPSession = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateOctets(id)),
  )
  return sizes.every((size) => size !== null) ? Math.max(...sizes) : null
}

/** What Linux counts as this process's own; pages of the program that others share do not count. */
async function privateOctets(pid: number): Promise<number | null> {
  try {
    const lines = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    const kilobytes = [...lines.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)]
    return kilobytes.reduce((sum, [, size]) => sum + Number(size) * 1024, 0)
  } catch {
    return null
  }
}

/** Goes to a screen by the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).click()
}

/** What is waited for: a text in the window, or in the panel of a tab. */
export interface Expected {
  readonly text: string
  readonly tab?: string
}

/** Milliseconds from an event that `act` causes to the frame that shows the text, as the page itself sees it. */
export async function timeUntil(
  page: Page,
  event: 'click' | 'keydown',
  expected: Expected,
  act: () => Promise<void>,
): Promise<number> {
  const watch = await page.evaluateHandle(
    ({ name, text, tab }) => {
      const happened = new Promise<number>((resolve) => {
        addEventListener(name, () => resolve(performance.now()), { once: true, capture: true })
      })
      const tabs = [...document.querySelectorAll('[role=tab]')]
      const panel = tabs.find((each) => each.textContent === tab)?.getAttribute('aria-controls')
      const place = () => (tab ? document.getElementById(panel ?? '') : document.querySelector('main'))
      const shown = async (): Promise<number> => {
        const from = await happened
        while (!place()?.innerText.includes(text))
          await new Promise((resolve) => requestAnimationFrame(resolve))
        return performance.now() - from
      }
      return { ms: shown() }
    },
    { name: event, ...expected },
  )
  await act()
  return watch.evaluate(({ ms }) => ms)
}
