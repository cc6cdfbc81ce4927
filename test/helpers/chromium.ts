/** A real Chromium: the machine's own where there is one, the one inside the npm package elsewhere. */
import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Nothing but loopback is ever asked for. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchChromium(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path))
  const executablePath = installed ?? (await chromiumPackage.executablePath())
  const args = installed === undefined ? [...chromiumPackage.args, ...QUIET] : QUIET
  return chromium.launch({ executablePath, args, headless: true })
}
