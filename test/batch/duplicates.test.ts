import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SeenAddresses } from '../../src/main/batch/duplicates.ts'

test('a repeated address and a twin in other letters are told apart, each with the earlier line', () => {
  const seen = new SeenAddresses()
  expect(seen.earlier('Ann@x.example', 2)).toBeNull()
  expect(seen.earlier('ann@x.example', 3)).toEqual({ kind: 'case-twin', line: 2 })
  expect(seen.earlier('Ann@x.example', 4)).toEqual({ kind: 'duplicate', line: 2 })
  expect(seen.earlier('ann@x.example', 5)).toEqual({ kind: 'duplicate', line: 3 })
  expect(seen.earlier('bob@x.example', 6)).toBeNull()
  expect(seen.earlier('BOB@x.example', 7)).toEqual({ kind: 'case-twin', line: 6 })
})

test('every repetition is found, whatever came before', () => {
  const address = fc.constantFrom('ann', 'Ann', 'ANN', 'bob', 'Bob').map((name) => `${name}@x.example`)
  fc.assert(
    fc.property(fc.array(address), (addresses) => {
      const seen = new SeenAddresses()
      for (const [index, one] of addresses.entries()) {
        const before = addresses.slice(0, index)
        const twin = before.some((other) => other.toLowerCase() === one.toLowerCase())
        const expected = before.includes(one) ? 'duplicate' : twin ? 'case-twin' : undefined
        expect(seen.earlier(one, index)?.kind).toBe(expected)
      }
    }),
  )
})

test('tens of thousands of addresses of every kind are told by what they are, not by their hash', () => {
  const seen = new SeenAddresses()
  const addressOf = (n: number) => `${['user', 'ü', 'ÿ', '名'][n % 4]}${n}${'x'.repeat(n % 50)}@x.example`
  for (let n = 0; n < 60_000; n++) expect(seen.earlier(addressOf(n), n)).toBeNull()
  for (let n = 0; n < 60_000; n++) {
    expect(seen.earlier(addressOf(n), 100_000)).toEqual({ kind: 'duplicate', line: n })
  }
})
