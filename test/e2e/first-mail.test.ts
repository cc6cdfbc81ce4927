import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectQuiet, goTo, sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'
import { startApp } from './served-app.ts'

const chromium = sharedChromium()

describe('Somebody who writes one mail', () => {
  it('gets from the first run to the message in the outbox without an account', async () => {
    const window = await chromium.open({ keepTour: true })
    const { page, dataDir } = window
    await page.getByRole('button', { name: 'Put a sample message in Compose' }).click()
    await page.getByLabel('Subject').waitFor()
    await expect.poll(() => page.getByLabel('Subject').inputValue()).toContain('Mailwright')
    const subject = await page.getByLabel('Subject').inputValue()
    await page.keyboard.press('Escape')
    await page.frameLocator('iframe').first().getByText('sample message').waitFor()
    await picture(page, 'compose')
    await page.getByRole('tab', { name: 'Source', exact: true }).click()
    await expect.poll(() => page.locator('main').innerText()).toContain('Message-ID:')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('accepted').first().waitFor()
    await goTo(page, 'Outbox')
    await page.getByText(subject).filter({ visible: true }).first().click()
    await page.getByRole('tab', { name: 'Headers' }).last().waitFor()
    const caught = (await readdir(join(dataDir, 'sandbox'))).filter((name) => name.endsWith('.eml'))
    expect(caught).toHaveLength(1)
    const eml = await readFile(join(dataDir, 'sandbox', caught[0] ?? ''), 'utf8')
    expect(eml).toContain(`Subject: ${subject}`)
    await expectQuiet(window)
  }, 60_000)

  it('finds the draft again after the program was killed', async () => {
    const { page, app, dataDir } = await chromium.open()
    await page.getByLabel('Subject').fill('Half written')
    await page.getByText(/^Saved/).waitFor()
    await app.kill()
    const again = await startApp(dataDir)
    await page.goto(again.address)
    await expect.poll(() => page.getByLabel('Subject').inputValue()).toBe('Half written')
    await again.stop()
  }, 60_000)

  it('cannot be attacked by what the message says', async () => {
    const window = await chromium.open()
    const { page } = window
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByText('HTML', { exact: true }).click()
    const editor = page.locator('.cm-content').first()
    await editor.click()
    await page.keyboard.insertText(
      '<script>parent.document.title="owned"</script><img src="http://tracker.example/x.gif" onerror="alert(1)"><iframe src="http://evil.example"></iframe><p style="background:url(http://tracker.example/y)">Hello</p>',
    )
    await page.frameLocator('iframe').first().getByText('Hello').waitFor()
    expect(await page.title()).not.toBe('owned')
    expect(asked.filter((url) => !url.startsWith('http://127.0.0.1'))).toEqual([])
  }, 60_000)
})
