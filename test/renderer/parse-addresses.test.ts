import { expect, test } from 'vitest'
import {
  addressProblem,
  splitAddresses,
} from '../../src/renderer/src/components/address-chips/parse-addresses.ts'

test('a pasted list is split on commas, semicolons and line ends, but not inside quotes', () => {
  expect(splitAddresses('"Smith, A; B" <a@x.org>, b@x.org; c@x.org\r\n\nd@x.org,')).toEqual([
    '"Smith, A; B" <a@x.org>',
    'b@x.org',
    'c@x.org',
    'd@x.org',
  ])
})

test('the name of a group is no part of its first address', () => {
  expect(splitAddresses('Team: ann@x.org, bob@x.org;')).toEqual(['ann@x.org', 'bob@x.org'])
})

test.each([
  ['Ann <ann@example.org>', null],
  ['名前 <ann@例え.jp>', null],
  ['ann', 'missing-at'],
  ['@x.org', 'missing-local'],
  ['ann@', 'missing-domain'],
  ['an n@x.org', 'space'],
  ['ann@x..org', 'dots'],
  ['Ann <ann@x.org', 'unclosed'],
  ['"Ann <ann@x.org>', 'unclosed'],
  [`${'a'.repeat(65)}@x.org`, 'too-long'],
])('the address %j has the problem %j', (address, problem) => {
  expect(addressProblem(address)).toBe(problem)
})
