/** The steps of a mass send as a person takes them, for specs. */
import type { Locator, Page } from 'playwright-core'
import { goTo } from './open-window.ts'

/** Settings with a profile that sends to a server on loopback. */
export function smtpSettings(port: number, options: Readonly<Record<string, unknown>> = {}) {
  const server = {
    backend: 'smtp',
    options: { host: '127.0.0.1', port, tls: 'none', ...options },
    from: 'shop@example.com',
  }
  return { profiles: { server, sandbox: { backend: 'sandbox', options: {} } }, defaultProfile: 'server' }
}

/** `r1@example.com`, `r2@example.com`, … with a name each. */
export function csvOf(rows: number, addressOf: (row: number) => string = addressOfRow): string {
  const lines = Array.from({ length: rows }, (_, index) => `Name ${index + 1},${addressOf(index + 1)}\n`)
  return `name,email\n${lines.join('')}`
}

export function addressOfRow(row: number): string {
  return `r${row}@example.com`
}

export async function chooseList(page: Page, csv: string | Uint8Array, name = 'list.csv'): Promise<void> {
  await page
    .locator('input[type=file][aria-label="Choose a file…"]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) })
}

export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click()
}

/** A list and a short message; ends at the check. */
export async function prepare(page: Page, csv: string): Promise<void> {
  await goTo(page, 'Mass send')
  await chooseList(page, csv)
  await page.getByRole('grid').first().waitFor()
  await next(page)
  await page.getByRole('textbox', { name: 'From' }).fill('Shop <shop@example.com>')
  await page.getByRole('combobox', { name: 'Subject' }).fill('Hello {{ name }}')
  await page.locator('.ProseMirror:visible').click()
  await page.keyboard.type('Your message')
  await next(page)
}

export async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText(/to send, .* with errors/).waitFor({ timeout: 30_000 })
}

/** From the last step to the view of the batch; types the number where it is asked for. */
export async function start(page: Page, messages: number): Promise<void> {
  await page.getByRole('button', { name: /^(Send|Schedule)…$/ }).click()
  const dialog = page.getByRole('dialog')
  if (messages > 100) await dialog.getByRole('textbox').fill(String(messages))
  await dialog.getByRole('button', { name: /^Send [\d,]+ message/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'All batches' }).waitFor({ timeout: 30_000 })
}

/** Prepares, checks and starts a batch; `options` fills the last step first. */
export async function sendBatch(
  page: Page,
  csv: string,
  messages: number,
  options: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  await prepare(page, csv)
  await check(page)
  await next(page)
  await options(page)
  await start(page, messages)
}

export async function setRate(page: Page, rate: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Rate limit' }).fill(rate)
}

export async function setConnections(page: Page, connections: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Connections' }).fill(String(connections))
}

/** The numbers under the bar: by state, and of all rows. */
export async function totals(page: Page): Promise<Readonly<Record<string, number>>> {
  const text = (await page.getByRole('group', { name: 'Rows by state' }).innerText()).replaceAll(',', '')
  return Object.fromEntries(
    [...text.matchAll(/([A-Z][a-z]+(?: rows)?)\s+(\d+)/g)].map(([, name = '', count]) => [
      name,
      Number(count),
    ]),
  )
}

export function batchState(page: Page): Locator {
  return page.getByRole('status', { name: 'State of the batch' })
}

/** The batch says so in its badge. */
export async function untilState(page: Page, state: string, timeout = 30_000): Promise<void> {
  await batchState(page).getByText(state, { exact: true }).waitFor({ timeout })
}

export async function openBatch(page: Page, name = 'list.csv'): Promise<void> {
  await goTo(page, 'Mass send')
  await page.getByRole('tab', { name: 'Batches' }).click()
  await page.getByRole('button', { name }).first().click()
  await batchState(page).waitFor()
}
