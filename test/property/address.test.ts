import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAddress } from '../../src/main/mail/address.ts'
import { ordinaryAddress } from '../../src/main/mail/ordinary-address.ts'

const policy = fc.record({ smtpUtf8: fc.boolean(), localDelivery: fc.boolean() })

const local = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,12}$/),
  fc.string({
    unit: fc.constantFrom('a', 'B', '.', '@', '"', '\\', ' ', 'é', '(', ',', '\u200b'),
    maxLength: 6,
  }),
  fc.constantFrom('x'.repeat(64), 'x'.repeat(65), 'x.y'),
)

const domain = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9.-]{0,12}$/),
  fc.domain(),
  fc.constantFrom(
    'example.com',
    'Example.COM',
    'x.123',
    '192.0.2.1',
    '[192.0.2.1]',
    'xn--bcher-kva.example',
    'XN--bcher-kva.example',
    'bücher.example',
    'a'.repeat(63),
    'a'.repeat(64),
    `${'a'.repeat(60)}.`.repeat(3) + 'a'.repeat(59),
    ['a', ...Array(4).fill('a'.repeat(60))].join('.'),
  ),
)

const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    'Ada Lovelace',
    'Zoë',
    '"',
    '\\',
    '\t',
    '\u202e',
    '\u00ad',
    '名前',
    '🎉',
    '\ud800',
    '<a@b.c>',
    'a@b.c',
  ),
)

const mailbox = fc.oneof(
  fc.tuple(local, domain).map(([l, d]) => `${l}@${d}`),
  fc.tuple(name, local, domain).map(([n, l, d]) => `"${n}" <${l}@${d}>`),
  fc
    .tuple(name, local, domain, fc.constantFrom('', '<', '>', ' '))
    .map(([n, l, d, end]) => `"${n}"${l}@${d}${end}`),
  fc.string({ unit: fc.constantFrom('a', '@', '.', '-', '1', '<', '>', '"', ' '), maxLength: 14 }),
)

/** A blank in front means nothing and is not ordinary, so this is the parser itself. */
const parsed = (text: string, addresses: { smtpUtf8: boolean; localDelivery: boolean }) =>
  parseAddress(` ${text}`, 'to', addresses)

it('takes the short way only where it leads to what the parser finds', () => {
  let ordinary = 0
  fc.assert(
    fc.property(mailbox, policy, (text, addresses) => {
      expect(ordinaryAddress(` ${text}`)).toBeNull()
      const short = ordinaryAddress(text)
      if (!short) return
      ordinary++
      expect(short).toEqual(parsed(text, addresses))
    }),
    { numRuns: 20_000 },
  )
  // A tenth of what is drawn, more or less: enough to mean something.
  expect(ordinary).toBeGreaterThan(1_000)
})
