/** Writing: fields as chips, pictures in the text, what changing the kind of a body costs. */
import { crc32, deflateSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type AppWindow, expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { startApp } from './served-app.ts'

const chromium = sharedChromium()

function editorOf(page: Page): Locator {
  return page.locator('.ProseMirror:visible')
}

async function openMessageStep({ page }: AppWindow): Promise<void> {
  await goTo(page, 'Mass send')
  await page.getByRole('button', { name: 'Use the sample list' }).click()
  await page.getByRole('grid').first().waitFor()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await editorOf(page).click()
}

/** What a window is given when a picture is pasted or dropped; as text, for it is no code of this program. */
const PICTURE = `(() => {
  const data = new DataTransfer()
  const bytes = Uint8Array.from(atob('${redSquare().toString('base64')}'), (it) => it.charCodeAt(0))
  data.items.add(new File([bytes], 'red square.png', { type: 'image/png' }))
  return data
})()`

/** As if a picture had been copied elsewhere and was pasted where the cursor is. */
async function pastePicture(page: Page): Promise<void> {
  await page.evaluate(
    `document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: ${PICTURE}, bubbles: true, cancelable: true }))`,
  )
}

async function dropPicture(page: Page, target: Locator): Promise<void> {
  const dataTransfer = await page.evaluateHandle(PICTURE)
  const { x = 0, y = 0 } = (await target.boundingBox()) ?? {}
  await target.dispatchEvent('drop', { dataTransfer, clientX: x + 20, clientY: y + 15 })
}

/** A PNG of 8 by 8 red pixels. */
function redSquare(): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: 8 }, () => [255, 0, 0]).flat()])
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: 8 }, () => row)))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))],
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  const check = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

describe('Somebody who writes to a list', () => {
  it('picks a field by keyboard, formats across it, and sees the data of a row in the preview', async () => {
    const window = await chromium.open()
    const { page } = window
    await openMessageStep(window)
    await page.keyboard.type('Dear {{')
    const fields = page.getByRole('listbox', { name: 'Fields' })
    await fields.getByRole('option', { name: 'customer_id' }).waitFor()
    const active = () => editorOf(page).getAttribute('aria-activedescendant')
    expect(await active()).toBe(await fields.getByRole('option').first().getAttribute('id'))
    await page.keyboard.press('Escape')
    await fields.waitFor({ state: 'hidden' })
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('{{')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.type(', hello')
    const chip = editorOf(page).locator('[data-kind="field"]')
    expect(await chip.innerText()).toBe('first_name')
    await page.keyboard.press('Home')
    for (const _ of 'Dear -') await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'When the field is empty…' }).click()
    await page.getByLabel('Where first_name is empty, write').fill('friend')
    await page.keyboard.press('Enter')
    await expect.poll(() => chip.getAttribute('title')).toBe('{{ first_name | default: "friend" }}')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('ControlOrMeta+B')
    expect(await editorOf(page).locator('strong').count()).toBe(1)
    await page.getByRole('textbox', { name: 'From' }).fill('Shop <shop@example.com>')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    const shown = page.frameLocator('iframe:visible').locator('strong')
    await expect.poll(() => shown.innerText()).toMatch(/^Dear (?!.*first_name)\p{L}+, hello$/u)
    await page.getByRole('tab', { name: 'HTML source' }).filter({ visible: true }).click()
    await expect
      .poll(() => page.locator('main').innerText())
      .toMatch(/<html lang="en">[\s\S]*<strong>Dear \p{L}+, hello<\/strong>/u)
    await expectQuiet(window)
  }, 60_000)

  it('is told about a field the list does not have, and deletes it with one key', async () => {
    const window = await chromium.open({ colorScheme: 'dark' })
    const { page } = window
    await openMessageStep(window)
    await page.keyboard.type('Dear {{ nickname }}')
    const chip = editorOf(page).locator('[data-kind="field"]')
    await expect.poll(() => chip.getAttribute('data-unknown')).toBe('')
    expect(await chip.textContent()).toBe('Unknown field: nickname')
    await page
      .getByRole('status')
      .getByText(/no such column: nickname/)
      .waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    // What is written in one go is undone in one go.
    await page.waitForTimeout(700)
    await page.keyboard.press('Backspace')
    await chip.waitFor({ state: 'detached' })
    await page.keyboard.press('ControlOrMeta+Z')
    await chip.waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('copies a field as its text, and gets the field back when it is pasted', async () => {
    const window = await chromium.open()
    const { page } = window
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await openMessageStep(window)
    await page.keyboard.type('Dear {{ first_name | upcase }}')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('ControlOrMeta+C')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Dear {{ first_name | upcase }}')
    await page.keyboard.press('End')
    // The browser tells the editor where the cursor is a moment later.
    await page.waitForTimeout(200)
    await page.keyboard.press('ControlOrMeta+V')
    const chips = editorOf(page).locator('[data-kind="field"]')
    await expect.poll(() => chips.count()).toBe(2)
    await page.getByText('HTML', { exact: true }).filter({ visible: true }).click()
    await expect
      .poll(() => page.locator('.cm-content:visible').innerText())
      .toBe('<p>Dear {{ first_name | upcase }}</p><p>Dear {{ first_name | upcase }}</p>')
    await expectQuiet(window)
  }, 60_000)

  it('puts a picture into the text that goes with every message', async () => {
    const window = await chromium.open()
    const { page } = window
    await openMessageStep(window)
    await pastePicture(page)
    await editorOf(page).getByRole('img', { name: 'red square' }).click()
    const settings = page.getByRole('region', { name: 'Image' })
    await settings.getByLabel('Width').fill('40')
    await settings.getByLabel('Description').fill('Our "new" logo')
    await page.getByText('red square.png').filter({ visible: true }).waitFor()
    await page.getByRole('textbox', { name: 'From' }).fill('Shop <shop@example.com>')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    const shown = page.frameLocator('iframe:visible').getByRole('img', { name: 'Our "new" logo' })
    await expect.poll(() => shown.evaluate((it) => [it.naturalWidth, it.width])).toEqual([8, 40])
    await expectQuiet(window)
  }, 60_000)
})

describe('Somebody who writes one mail', () => {
  it('finds the picture in the text again after a restart', async () => {
    const window = await chromium.open()
    const { page, app, dataDir } = window
    await dropPicture(page, editorOf(page))
    await editorOf(page).getByRole('img', { name: 'red square' }).waitFor()
    await page.getByText(/^Saved/).waitFor()
    await app.stop()
    const again = await startApp(dataDir)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(again.address)
    const picture = editorOf(page).getByRole('img', { name: 'red square' })
    await expect.poll(() => picture.evaluate((it) => it.naturalWidth)).toBe(8)
    expect(asked.filter((url) => !/^(?:http:\/\/127\.0\.0\.1|blob:|data:)/.test(url))).toEqual([])
    await again.stop()
  }, 60_000)

  it('hears what another kind of body cannot keep, and keeps words and fields', async () => {
    const window = await chromium.open()
    const { page } = window
    await editorOf(page).click()
    await page.keyboard.press('ControlOrMeta+B')
    await page.keyboard.type('Dear {{ name | default: "A & B" }}')
    await page.getByText('Plain', { exact: true }).filter({ visible: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/bold, italics/).waitFor()
    await dialog.getByRole('button', { name: 'Change anyway' }).click()
    const code = page.locator('.cm-content:visible')
    await expect.poll(() => code.innerText()).toBe('Dear {{ name | default: "A & B" }}')
    await code.click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('Gone')
    await page.keyboard.press('ControlOrMeta+Z')
    await expect.poll(() => code.innerText()).toContain('Dear {{ name')
    await expectQuiet(window)
  }, 60_000)

  it('reads the source of a message of 25 MB without waiting', async () => {
    const window = await chromium.open()
    const { page } = window
    await page.getByLabel('Subject').fill('Größe')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach files…' }).click()
    await (await chooser).setFiles({
      name: 'large.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(19_000_000, 'mailwright'),
    })
    await page.getByText('large.bin').waitFor()
    await page.getByRole('tab', { name: 'Source', exact: true }).click()
    await expect.poll(() => page.locator('main').innerText()).toMatch(/2[56],\d{3},\d{3} bytes/)
    const source = page.getByRole('region', { name: 'Source' })
    await source.getByText('=?utf-8?').waitFor()
    expect(await source.locator('div > div').count()).toBeLessThan(200)
    const started = performance.now()
    await source.evaluate((it) => it.scrollTo(0, it.scrollHeight))
    await source
      .getByText(/^(?:\w|\+|\/){76}$/)
      .first()
      .waitFor()
    expect(performance.now() - started).toBeLessThan(2_000)
    await expectQuiet(window)
  }, 90_000)
})
