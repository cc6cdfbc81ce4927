import { expect, it } from 'vitest'
import { groupMailbox, groupMembers } from '../../src/shared/group-mailbox.ts'

it('a group in an address field gives its members back', () => {
  const members = ['"Smith, \\"J\\"" <john@example.com>', 'ann@example.com']
  expect(groupMembers(groupMailbox('Team; "A"', members))).toEqual(members)
})

it.each(['ann@example.com', 'Ann <ann@example.com>', '"a: b;" <c@example.com>', 'mailto:x', ''])(
  '%j is no group',
  (text) => {
    expect(groupMembers(text)).toBeNull()
  },
)
