import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { certificate } from '../helpers/scripted-server.ts'
import { deadPort, realServer } from './compose-kit.ts'
import { goTo, sharedChromium, smtpSettings } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

/** The steps as they are shown, one text each. */
async function verify(page: Page): Promise<readonly string[]> {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Verify' }).click()
  const steps = page.getByRole('list', { name: 'Steps of the trial' }).getByRole('listitem')
  await page.getByText('Trying; nothing is sent…').waitFor({ state: 'hidden' })
  return steps.allInnerTexts()
}

describe('Verify in Settings shows where the way to the server ends', () => {
  it('at a name nobody knows', async () => {
    const { page } = await chromium.open({ settings: smtpSettings(25, { host: 'mail.invalid' }) })
    const steps = await verify(page)
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatch(/Name \(DNS\).*mail\.invalid.*Check the spelling of the host/s)
  }, 60_000)

  it('at a port where nobody answers', async () => {
    const { page } = await chromium.open({ settings: smtpSettings(await deadPort()) })
    const steps = await verify(page)
    expect(steps).toHaveLength(2)
    expect(steps[1]).toMatch(/Connection \(TCP\).*does not answer on port.*firewall/s)
    await picture(page, 'verify')
  }, 60_000)

  it('at a certificate nobody vouches for', async () => {
    const { port } = await realServer({ secure: true, ...certificate('localhost') })
    const options = { tls: 'implicit', host: 'localhost' }
    const { page } = await chromium.open({ settings: smtpSettings(port, options) })
    const steps = await verify(page)
    expect(steps).toHaveLength(3)
    expect(steps[2]).toMatch(/Encryption \(TLS\).*certificate of localhost was not accepted/s)
  }, 60_000)

  it('at a login that is refused, and nowhere with the right password', async () => {
    const { port } = await realServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'ann' }) : done(new Error('Invalid login')),
    })
    const login = { user: 'ann', allowCleartextAuth: true }
    const { page } = await chromium.open({ settings: smtpSettings(port, login), locale: 'en' })
    await goTo(page, 'Settings')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    const refused = await verify(page)
    expect(refused.at(-1)).toMatch(/Login \(AUTH\).*refused the login.*Check the user name/s)
    await page.getByLabel('Password', { exact: true }).fill('right')
    expect((await verify(page)).at(-1)).toMatch(/Logged in as ann/)
  }, 60_000)
})
