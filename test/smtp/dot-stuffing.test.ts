import { describe, expect, test } from 'vitest'
import { dotStuffed } from '../../src/main/smtp/dot-stuffing.ts'

function wire(...chunks: string[]): string {
  return Buffer.concat([...dotStuffed(chunks.map((chunk) => Buffer.from(chunk, 'latin1')))]).toString(
    'latin1',
  )
}

describe('dot stuffing', () => {
  test.each([
    ['a dot at the very start', '.a\r\n', '..a\r\n'],
    ['a dot at the start of a line', 'a\r\n.b\r\n', 'a\r\n..b\r\n'],
    ['a line that is one dot', 'a\r\n.\r\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a dot within a line', 'a.b\r\n', 'a.b\r\n'],
    ['several dots', '...\r\n..\r\n', '....\r\n...\r\n'],
    ['no line end at the end', 'a', 'a\r\n'],
    ['a bare LF at the end', 'a\n', 'a\n\r\n'],
    ['a bare CR at the end', 'a\r', 'a\r\r\n'],
    ['nothing at all', '', ''],
    ['a dot behind a bare LF', 'a\n.\r\nQUIT\r\n', 'a\n..\r\nQUIT\r\n'],
    ['a dot behind a bare CR', 'a\r.\rb\r\n', 'a\r..\rb\r\n'],
  ])('handles %s', (_what, message, expected) => {
    expect(wire(message)).toBe(expected)
  })

  test('does not depend on where the chunks are cut', () => {
    const message = '.\r\n.a\r\n\n.\r.b..\r\n.'
    const whole = wire(message)
    for (let cut = 0; cut <= message.length; cut += 1) {
      for (let second = cut; second <= message.length; second += 1) {
        expect(wire(message.slice(0, cut), message.slice(cut, second), message.slice(second))).toBe(whole)
      }
    }
  })

  test('yields views into the chunks instead of copies', () => {
    const chunk = Buffer.from('long line\r\n.dot\r\n')
    const views = [...dotStuffed([chunk])].filter((piece) => piece.length > 1)
    expect(views.every((view) => view.buffer === chunk.buffer)).toBe(true)
  })
})

test('a large chunk is stuffed the same every time', () => {
  const chunk = Buffer.from('.line\r\n'.repeat(20_000))
  const expected = '..line\r\n'.repeat(20_000)
  for (let time = 0; time < 3; time++)
    expect(Buffer.concat([...dotStuffed([chunk])]).toString()).toBe(expected)
})
