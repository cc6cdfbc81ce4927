/** Every screen in both themes and languages: nothing for axe to find, and a picture of each to look at. */
import { describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { sharedChromium } from './open-window.ts'
import { picture } from './picture.ts'

const chromium = sharedChromium()

const SCREENS = ['compose', 'mass-send', 'outbox', 'templates', 'address-book', 'settings'] as const

describe.each(['en', 'ja'])('In the language %s', (locale) => {
  it.each([
    ['light', 1280, 860],
    ['dark', 1024, 700],
  ] as const)(
    'every screen is accessible in the %s theme',
    async (colorScheme, width, height) => {
      const { page, complaints } = await chromium.open({ locale, colorScheme, width, height })
      const links = page.getByRole('navigation').getByRole('link')
      const found: Record<string, string[]> = {}
      for (const [index, screen] of SCREENS.entries()) {
        await links.nth(index).click()
        await page.getByRole('main').locator(':visible').first().waitFor()
        await page.waitForTimeout(700)
        await picture(page, `${screen}-${locale}-${colorScheme}`)
        found[screen] = await violations(page)
      }
      expect(found).toEqual(Object.fromEntries(SCREENS.map((screen) => [screen, []])))
      expect(complaints).toEqual([])
    },
    120_000,
  )
})
