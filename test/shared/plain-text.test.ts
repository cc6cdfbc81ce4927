import { describe, expect, it } from 'vitest'
import { plainLines, plainText } from '../../src/shared/plain-text.ts'

describe('plain text', () => {
  it('shows control characters and escape sequences instead of obeying them', () => {
    expect(plainText('\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00 \x7f')).toBe(
      '\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07 \\x9b2J \\x00 \\x7f',
    )
  })

  it('stays on one line', () => {
    expect(plainText('250 ok\r\nSubject:\tx\u2028y\u2029z\u0085')).toBe(
      '250 ok\\r\\nSubject:\\tx\\u2028y\\u2029z\\x85',
    )
  })

  it('shows what turns the writing direction round, and halves of characters', () => {
    expect(plainText('a\u202efdp.exe\u2066b\u200f \ud800')).toBe('a\\u202efdp.exe\\u2066b\\u200f \\ud800')
  })

  it('leaves every visible character alone', () => {
    const text = 'Grüße, 山田 太郎 👩‍👩‍👧 עברית العربية \u00a0€'
    expect(plainText(text)).toBe(text)
  })
})

describe('text of several lines', () => {
  it('keeps tabs and ends of lines, but no CR that would overwrite its line', () => {
    expect(plainLines('a\tb\r\nc\nd\re \x1b[2J')).toBe('a\tb\r\nc\nd\\re \\x1b[2J')
  })
})
