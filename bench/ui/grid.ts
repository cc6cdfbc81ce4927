/** A list of a million rows in the grid of Mass send: how long a frame takes while it is scrolled. */
import type { Page } from 'playwright-core'
import { type Bench, newPath } from '../lib/bench.ts'
import { megabytes, milliseconds, percentile } from '../lib/figures.ts'
import { writeList } from '../lib/mailing.ts'
import { own, type TableRow } from '../lib/table.ts'
import { goTo, openWindow } from './window.ts'

const ROWS = 1_000_000
const WHEEL_TURNS = 200
const WHEEL_STEP = 400
const JUMPS = 60

export async function grid(bench: Bench): Promise<readonly TableRow[]> {
  const csv = `${newPath(bench)}.csv`
  await writeList(csv, ROWS)
  const { page, memory, close } = await openWindow(newPath(bench))
  await goTo(page, 'Mass send')
  await page.locator('input[type=file][accept*=".csv"]').first().setInputFiles(csv)
  await page.getByRole('grid').first().waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1_000)

  const wheel = await framesDuring(page, async () => {
    await page.getByRole('grid').first().hover()
    for (let turn = 0; turn < WHEEL_TURNS; turn++) await page.mouse.wheel(0, WHEEL_STEP)
  })
  const jumps = await framesDuring(page, () => jumpAbout(page))
  const held = await memory()
  await close()
  return [
    own('grid of 1,000,000 rows, wheel: longest frame', milliseconds(Math.max(...wheel)), '50 ms'),
    own('… 99 % of its frames', milliseconds(percentile(wheel, 99)), '50 ms'),
    own('… jumping to any row: longest frame', milliseconds(Math.max(...jumps)), '50 ms'),
    ...(held === null ? [] : [own('… memory of the page', megabytes(held), '250 MB')]),
  ]
}

/** As somebody who drags the scrollbar: to a place of the whole list, a few times a second. */
async function jumpAbout(page: Page): Promise<void> {
  await page.evaluate(async (jumps) => {
    const scroller = [...document.querySelectorAll('[role=grid], [role=grid] *')].find(
      (element) => element.scrollHeight > 10 * element.clientHeight && element.clientHeight > 100,
    )
    if (!scroller) throw new Error('The grid has nothing to scroll.')
    for (let jump = 0; jump < jumps; jump++) {
      scroller.scrollTop = ((jump * 7919) % jumps) * (scroller.scrollHeight / jumps)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }, JUMPS)
}

/** Milliseconds between one frame and the next, while something is done. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const recording = page.evaluate(
    () =>
      new Promise<readonly number[]>((resolve) => {
        const frames: number[] = []
        let last = performance.now()
        let isOver = false
        addEventListener('frames-end', () => (isOver = true), { once: true })
        const next = (now: number): void => {
          frames.push(now - last)
          last = now
          isOver ? resolve(frames.slice(1)) : requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
  )
  await work()
  await page.evaluate(() => dispatchEvent(new Event('frames-end')))
  return recording
}
