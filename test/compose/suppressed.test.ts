import { describe, expect, it } from 'vitest'
import { draftWith, outboxRig } from '../helpers/outbox.ts'

/** Bob and everybody at example.org must not be written to. */
async function rigWithList() {
  const rig = await outboxRig()
  await rig.core.suppression().add(['bob@example.com'], 'asked', 0)
  await rig.core.suppression().add(['@example.org'], null, 0)
  return rig
}

const MIXED = draftWith({
  to: ['Bob B. <BOB@example.com>', 'ann@example.com'],
  cc: ['carl@example.com', '"D, D" <dora@example.org>'],
  bcc: ['eve@example.org'],
})

describe('The suppression list and a single message', () => {
  it('names who is on it, and gives the message without them', async () => {
    const { compose } = await rigWithList()
    const { recipients, rest } = await compose.suppressed(MIXED)
    expect(recipients).toEqual([
      { address: 'BOB@example.com', entry: 'bob@example.com', reason: 'asked' },
      { address: 'dora@example.org', entry: '@example.org', reason: null },
      { address: 'eve@example.org', entry: '@example.org', reason: null },
    ])
    expect(rest).toEqual({ ...MIXED, to: ['ann@example.com'], cc: ['carl@example.com'], bcc: [] })
  })

  it('keeps a message to them from being sent until the user says so', async () => {
    const { compose, outbox, settled } = await rigWithList()
    await expect(compose.send(MIXED, null)).rejects.toMatchObject({ code: 'suppressed-recipient' })
    expect((await outbox.list({ kind: 'single' }, '', 0, 10)).total).toBe(0)
    const { id } = await compose.send(MIXED, null, true)
    const { recipients } = await settled(id, 'accepted')
    expect(recipients.map(({ address }) => address)).toContain('eve@example.org')
  })

  it('holds for test mails as well', async () => {
    const { compose, core } = await rigWithList()
    await core.saveSettings({ ...core.settings, from: 'ann@example.com' })
    const work = compose.sendTest('sandbox', ['bob@example.com'])
    await expect(work).rejects.toMatchObject({ code: 'suppressed-recipient' })
  })
})
