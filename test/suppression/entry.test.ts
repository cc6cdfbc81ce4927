import { describe, expect, test } from 'vitest'
import { entriesFor, parseEntry } from '../../src/main/suppression/entry.ts'

describe('an entry', () => {
  test.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['Ann Lee <ann@example.com>', 'ann@example.com'],
    ['"ann"@example.com', 'ann@example.com'],
    ['Jürgen@exämple.com', 'jürgen@xn--exmple-cua.com'],
    ['@Example.COM', '@example.com'],
    ['@exämple.com', '@xn--exmple-cua.com'],
    ['@[192.0.2.1]', '@[192.0.2.1]'],
    ['@[IPv6:2001:DB8::1]', '@[ipv6:2001:db8::1]'],
  ])('%s is kept as %s', (text, entry) => {
    expect(parseEntry(text)).toBe(entry)
  })

  test.each([
    '',
    'ann',
    'ann@',
    '@',
    '@@example.com',
    '@exa mple.com',
    '@a.example, @b.example',
    'a@b@c',
    '*@example.com@',
  ])('is not %j', (text) => {
    expect(() => parseEntry(text)).toThrow(expect.objectContaining({ code: 'invalid-address' }))
  })

  test('of an address without any domain stops that address only', () => {
    expect(entriesFor('root')).toEqual(['root', 'root'])
  })
})

test('an @ inside a quoted local part does not make another domain', () => {
  expect(entriesFor('"a@b"@Example.com')).toEqual(['"a@b"@example.com', '@example.com'])
})

test.each([
  ['Ann@example.com', 'ann@example.com'],
  ['ann@example.com', 'ANN@EXAMPLE.COM'],
  ['@example.com', 'anybody@example.com'],
  // One letter, two spellings in Unicode.
  ['\u00e9@example.com', 'e\u0301@example.com'],
])('%s stops %s', (listed, address) => {
  expect(entriesFor(parseEntry(address))).toContain(parseEntry(listed))
})

test.each([
  ['ann@example.com', 'ann+news@example.com'],
  ['@example.com', 'ann@mail.example.com'],
  ['@mail.example.com', 'ann@example.com'],
])('%s does not stop %s', (listed, address) => {
  expect(entriesFor(parseEntry(address))).not.toContain(parseEntry(listed))
})
