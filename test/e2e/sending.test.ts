import { describe, expect, it } from 'vitest'
import { commands, mailServer, send, subjectField, write } from './compose-kit.ts'
import { expectQuiet, goTo, sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

describe('Somebody who sends to a real mail server', () => {
  it('can call a message back while it waits, and sends it once when the time is over', async () => {
    const server = await mailServer()
    const window = await chromium.open({ settings: smtpSettings(server.port, { undoSeconds: 4 }) })
    const { page } = window
    await write(page, { to: 'bob@example.com', subject: 'Think twice', body: 'Well thought out.' })
    await send(page)
    await page.getByText(/It leaves in [1-4] s/).waitFor()
    await picture(page, 'undo')
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Not sent. The draft is here again.').waitFor()
    expect(await subjectField(page).inputValue()).toBe('Think twice')
    await page.getByRole('button', { name: 'bob@example.com' }).waitFor()
    expect((await page.locator('.ProseMirror:visible').innerText()).trim()).toBe('Well thought out.')
    expect(server.peers).toHaveLength(0)
    await send(page)
    await page.getByText('bob@example.com: accepted').waitFor()
    expect(commands(server, 'RCPT')).toHaveLength(1)
    await page.getByRole('button', { name: 'Drafts' }).click()
    await page.getByText('There are no drafts.').waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('sees the result of each recipient, and tries only the deferred one again', async () => {
    let isBusy = true
    const server = await mailServer((command) => {
      if (command.startsWith('RCPT TO:<unknown')) return '550 5.1.1 No such user\r\n'
      if (command.startsWith('RCPT TO:<busy') && isBusy) return '450 4.2.1 Mailbox busy\r\n'
      return undefined
    })
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await write(page, {
      to: 'fine@example.com, unknown@example.com; busy@example.com',
      subject: 'Three fates',
      body: 'Hello',
    })
    await send(page)
    await page.getByText('fine@example.com: accepted').waitFor()
    await page.getByText(/unknown@example.com: failed .*No such user/).waitFor()
    await page.getByText(/busy@example.com: deferred .*Mailbox busy/).waitFor()
    await picture(page, 'recipients')
    await page.getByRole('button', { name: 'Show in the Outbox' }).click()
    isBusy = false
    await page.getByRole('button', { name: 'Try the deferred again' }).click()
    await page.getByRole('button', { name: 'Try the deferred again' }).waitFor({ state: 'hidden' })
    expect(commands(server, 'RCPT TO:<fine')).toHaveLength(1)
    expect(commands(server, 'RCPT TO:<unknown')).toHaveLength(1)
    expect(commands(server, 'RCPT TO:<busy')).toHaveLength(2)
    expect(new Set(commands(server, 'Message-ID:')).size).toBe(1)
    await expectQuiet(window)
  }, 60_000)

  it('chooses between one mail to all and one each, also with recipients in Cc', async () => {
    const server = await mailServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    const many = Array.from({ length: 9 }, (_, index) => `r${index}@example.com`).join(', ')
    await write(page, {
      to: many,
      cc: 'c1@example.com, c2@example.com',
      subject: 'To many',
      body: 'Hello',
    })
    await send(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/11 recipients would see each other/).waitFor()
    await picture(page, 'one-each')
    await dialog.getByRole('button', { name: 'One mail each' }).click()
    await page.getByText('Start', { exact: true }).filter({ visible: true }).first().click()
    await page.getByText('Finished').waitFor()
    const recipients = commands(server, 'RCPT')
    expect(recipients).toHaveLength(11)
    expect(new Set(recipients).size).toBe(11)
    expect(commands(server, 'To:')).toHaveLength(11)
    expect(commands(server, 'Cc:')).toEqual([])
    await expectQuiet(window)
  }, 60_000)
})

describe('Somebody who writes to people on the suppression list', () => {
  it('is told, and sends without them or to them all the same', async () => {
    const server = await mailServer()
    const window = await chromium.open({ settings: smtpSettings(server.port) })
    const { page } = window
    await goTo(page, 'Settings')
    await page.getByRole('tab', { name: 'Suppression list' }).click()
    await page.getByLabel('Address or @domain').first().fill('gone@example.com')
    await page.getByLabel('Reason').first().fill('asked us to stop')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('cell', { name: 'gone@example.com', exact: true }).waitFor()
    await goTo(page, 'Compose')
    await write(page, { to: 'Gone <gone@example.com>, stays@example.com', subject: 'News', body: 'Hello' })
    await send(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/gone@example.com – asked us to stop/).waitFor()
    await picture(page, 'suppressed')
    expect(server.peers).toHaveLength(0)
    await dialog.getByRole('button', { name: 'Send without them' }).click()
    await page.getByText('stays@example.com: accepted').waitFor()
    expect(commands(server, 'RCPT')).toEqual(['RCPT TO:<stays@example.com>'])
    expect(commands(server, 'To:')).toEqual(['To: stays@example.com'])
    await write(page, { to: 'gone@example.com', subject: 'Your contract', body: 'Hello' })
    await send(page)
    await dialog.getByText('The message has no other recipients.').waitFor()
    await dialog.getByRole('button', { name: 'Send anyway' }).click()
    await page.getByText('gone@example.com: accepted').waitFor()
    await expectQuiet(window)
  }, 60_000)

  it('finds test mails of Settings in the Outbox', async () => {
    const server = await mailServer()
    const { page } = await chromium.open({ settings: smtpSettings(server.port) })
    await goTo(page, 'Settings')
    await page.getByLabel('Send a test mail to').fill('me@example.com')
    await page.getByRole('button', { name: 'Send test mail' }).click()
    await page.getByText(/me@example.com: accepted/).waitFor()
    await goTo(page, 'Outbox')
    await page
      .getByText(/^Test email from/)
      .first()
      .click()
    await page.getByText('Identical to what was sent').waitFor()
  }, 60_000)
})
