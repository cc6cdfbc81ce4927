import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { certificate } from '../helpers/scripted-server.ts'
import { commands, deadPort, mailServer, realServer, send, subjectField, write } from './compose-kit.ts'
import { expectQuiet, goTo, sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()
const MAIL = { to: 'bob@example.com', subject: 'Important', body: 'Please read' }

/** The notice about the message sent last. */
async function result(page: Page, title: string, sentence: RegExp): Promise<void> {
  const notice = page.getByRole('alert').filter({ hasText: title })
  await notice.getByText(sentence).first().waitFor()
}

async function openDraftAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the draft' }).click()
  await expect.poll(() => subjectField(page).inputValue()).toBe(MAIL.subject)
  await page.getByRole('button', { name: MAIL.to }).waitFor()
  expect((await page.locator('.ProseMirror:visible').innerText()).trim()).toBe(MAIL.body)
}

async function saveProfile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.').last().waitFor()
}

describe('Somebody whose mail server', () => {
  it('is off reads what to check, and the message leaves once it is back', async () => {
    const port = await deadPort()
    const window = await chromium.open({ settings: smtpSettings(port) })
    const { page } = window
    await write(page, MAIL)
    await send(page)
    await result(page, 'Not sent yet', /does not answer on port \d+.*Check the host, the port/)
    await page.getByText(/It is tried again at .* while Mailwright runs/).waitFor()
    await picture(page, 'server-off')
    const { received } = await realServer({}, port)
    await page.getByRole('button', { name: 'Try now' }).click()
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(received).toHaveLength(1)
    await expectQuiet(window)
  }, 60_000)

  it('is off can take the message back to edit it, and it does not leave as well', async () => {
    const port = await deadPort()
    const { page } = await chromium.open({ settings: smtpSettings(port) })
    await write(page, MAIL)
    await send(page)
    await page.getByRole('button', { name: 'Show in the Outbox' }).click()
    await page.getByText(/The next try is at/).waitFor()
    await page.getByRole('button', { name: 'Edit as new' }).click()
    await expect.poll(() => subjectField(page).inputValue()).toBe(MAIL.subject)
    await goTo(page, 'Outbox')
    await page.getByText('No messages here yet.').waitFor()
    await goTo(page, 'Compose')
    await page.getByRole('button', { name: 'Drafts' }).click()
    await page.getByRole('button', { name: `Remove draft “${MAIL.subject}”` }).waitFor()
    expect(await page.getByRole('button', { name: /^Remove draft/ }).count()).toBe(1)
  }, 60_000)

  it('refuses the password finds the draft and sends it with the right one', async () => {
    const { port, received } = await realServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'ann' }) : done(new Error('Invalid login')),
    })
    const login = { user: 'ann', allowCleartextAuth: true }
    const window = await chromium.open({ settings: smtpSettings(port, login) })
    const { page } = window
    const enter = async (password: string) => {
      await goTo(page, 'Settings')
      await page.getByLabel('Password', { exact: true }).fill(password)
      await saveProfile(page)
      await goTo(page, 'Compose')
    }
    await enter('wrong')
    await write(page, MAIL)
    await send(page)
    await result(page, 'Not sent', /refused the login.*Check the user name and the password/)
    await page.getByText(/Nobody got the message. Its draft is kept/).waitFor()
    await picture(page, 'wrong-password')
    expect(received).toEqual([])
    await enter('right')
    await openDraftAgain(page)
    await send(page)
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(received).toHaveLength(1)
    await page.getByRole('button', { name: 'Drafts' }).click()
    await page.getByText('There are no drafts.').waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('shows a certificate nobody vouches for sends once its authority is given', async () => {
    const { port, received } = await realServer({ secure: true, ...certificate('localhost') })
    const options = { tls: 'implicit', host: 'localhost' }
    const { page } = await chromium.open({ settings: smtpSettings(port, options) })
    await write(page, MAIL)
    await send(page)
    await result(page, 'Not sent', /The certificate of localhost was not accepted.*certificate authority/)
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: 'More options' }).click()
    const authority = fileURLToPath(new URL('../fixtures/tls/localhost-cert.pem', import.meta.url))
    await page.getByLabel('CA certificates (PEM file)').fill(authority)
    await saveProfile(page)
    await openDraftAgain(page)
    await send(page)
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(received).toHaveLength(1)
  }, 60_000)

  it('refuses the sender reads whose address to use, and keeps the draft', async () => {
    const server = await mailServer((command) =>
      command.startsWith('MAIL FROM:<ann@') ? '550 5.7.1 Sender not allowed\r\n' : undefined,
    )
    const { page } = await chromium.open({ settings: smtpSettings(server.port) })
    await write(page, MAIL)
    await send(page)
    await result(page, 'Not sent', /refuses the sender.*Use a sender address this login may send from/)
    await openDraftAgain(page)
    await page.getByLabel('From').fill('post@example.com')
    await send(page)
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(commands(server, 'Subject:')).toHaveLength(1)
  }, 60_000)

  it('takes no message that large keeps the draft, which leaves without its ballast', async () => {
    const { port, received } = await realServer({ size: 20_000 })
    const { page } = await chromium.open({ settings: smtpSettings(port) })
    await write(page, MAIL)
    const ballast = {
      name: 'ballast.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(30_000),
    }
    await page.locator('input[type=file][multiple]').first().setInputFiles(ballast)
    await page.getByText('ballast.bin').waitFor()
    await send(page)
    await result(
      page,
      'Not sent',
      /The message has \d+ kB, this server takes at most 20 kB: remove attachments or make them smaller/,
    )
    await picture(page, 'too-large')
    await openDraftAgain(page)
    await page.getByRole('button', { name: 'Remove ballast.bin' }).click()
    await send(page)
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(received).toHaveLength(1)
  }, 60_000)
})
