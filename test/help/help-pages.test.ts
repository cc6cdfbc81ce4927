import { expect, it } from 'vitest'
import { readHelp } from '../../src/main/help/help-pages.ts'
import { HELP_PAGES } from '../../src/shared/help-pages.ts'

it.each(HELP_PAGES)('the help page %s has a title and a text', async (page) => {
  const { title, markdown } = await readHelp(page)
  expect(title).toMatch(/\w/)
  expect(markdown.length).toBeGreaterThan(100)
  expect(markdown).not.toMatch(/^# /)
})

it.each(['architecture', '../README', '/etc/passwd', 'settings.md', '', '__proto__'])(
  '%j is no help page',
  async (page) => {
    await expect(readHelp(page)).rejects.toMatchObject({ code: 'unknown-item' })
  },
)
