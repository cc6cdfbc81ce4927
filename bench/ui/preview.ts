/** From the last keystroke to a preview that shows it. */
import { PREVIEW_PAUSE } from '../../src/renderer/src/features/compose/preview-pause.ts'
import { type Bench, newPath } from '../lib/bench.ts'
import { megabytes, milliseconds, percentile } from '../lib/figures.ts'
import { own, type TableRow } from '../lib/table.ts'
import { openWindow, timeUntil } from './window.ts'

const KEYSTROKES = 60
/** A mail of about 10 KB, so that there is something to build. */
const PARAGRAPHS = 100
const PARAGRAPH = 'We send your order tomorrow; you can follow the parcel in your account at any time.\n'

export async function preview(bench: Bench): Promise<readonly TableRow[]> {
  const { page, memory, close } = await openWindow(newPath(bench))
  await page.getByText('Plain', { exact: true }).click()
  await page.getByRole('tab', { name: 'Text', exact: true }).click()
  const editor = page.locator('.cm-content, main textarea').filter({ visible: true }).first()
  await editor.click()
  await page.keyboard.insertText(PARAGRAPH.repeat(PARAGRAPHS))
  const waits: number[] = []
  for (let number = 1; number <= KEYSTROKES; number++) {
    const mark = `#${number}x`
    await page.keyboard.insertText(mark.slice(0, -1))
    const shown = await timeUntil(page, 'keydown', { text: mark, tab: 'Text' }, () =>
      page.keyboard.press('x'),
    )
    waits.push(shown - PREVIEW_PAUSE)
  }
  const held = await memory()
  await close()
  return [
    own(
      `keystroke to updated preview, after the pause of ${PREVIEW_PAUSE} ms (p95)`,
      milliseconds(percentile(waits, 95)),
      '100 ms',
    ),
    ...(held === null ? [] : [own('… memory of the page', megabytes(held), '250 MB')]),
  ]
}
