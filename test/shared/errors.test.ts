import { expect, test } from 'vitest'
import { InputError } from '../../src/shared/errors.ts'

test('an error carries its class name, a stable code and its place', () => {
  const error = new InputError('invalid-address', 'no', { row: 3, field: 'to' })
  expect(error).toMatchObject({
    name: 'InputError',
    code: 'invalid-address',
    kind: 'input',
    place: { row: 3, field: 'to' },
  })
})
