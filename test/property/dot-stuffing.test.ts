import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotStuffed } from '../../src/main/smtp/dot-stuffing.ts'

/** What a receiving server does (RFC 5321 section 4.5.2), as plainly as possible. */
function received(data: string): string {
  return data
    .split('\r\n')
    .map((line) => (line.startsWith('.') ? line.slice(1) : line))
    .join('\r\n')
}

/** The lines of a well-formed message: CRLF is its only line end. */
const message = fc
  .array(fc.string({ unit: fc.constantFrom('.', 'a', ' '), maxLength: 4 }), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\r\n`).join(''))

test('a server gets back the message, and sees its end only where it is', () => {
  fc.assert(
    fc.property(message, fc.array(fc.nat(60), { maxLength: 5 }), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]
      const chunks = at.slice(1).map((end, index) => Buffer.from(text.slice(at[index], end)))
      const data = Buffer.concat([...dotStuffed(chunks)]).toString()
      expect(received(data)).toBe(text)
      expect(data === '' || data.endsWith('\r\n')).toBe(true)
      expect(`\r\n${data}`).not.toContain('\r\n.\r\n')
    }),
  )
})

test('whatever the octets are, no line of the data is a lone dot for any idea of a line end', () => {
  const wild = fc.array(fc.string({ unit: fc.constantFrom('.', '\r', '\n', 'a'), maxLength: 6 }), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(wild, (parts) => {
      const data = Buffer.concat([...dotStuffed(parts.map((part) => Buffer.from(part)))]).toString()
      expect(data.split(/\r\n|\n|\r/)).not.toContain('.')
    }),
  )
})
