import { describe, expect, it } from 'vitest'
import { BatchEngine } from '../../src/main/batch/engine.ts'
import type { OutboxGroup } from '../../src/shared/outbox-types.ts'
import { draftWith, outboxRig } from '../helpers/outbox.ts'

const CONTENT = draftWith({
  to: ['Ann <ann@example.com>', 'bob@example.com', '"Carl, Jr" <carl@example.com>', 'bob@example.com'],
  subject: 'Braces {{ stay } {% here {',
  body: { kind: 'html', source: '<p>Dear {{ name }, 100 {% of it</p>' },
})

async function sentBatch() {
  const rig = await outboxRig()
  const { core, compose } = rig
  const { batchId } = await compose.spread(CONTENT)
  const engine = new BatchEngine({
    ...core,
    journal: core.journal(),
    suppression: core.suppression(),
    keepAwake: { hold: () => () => undefined },
    connect: async ({ profile }) => ({
      open: await core.connect(core.resolveProfile({ profile, options: {} }).profile),
      account: 'test',
      needsMessages: true,
    }),
    onEvent: () => undefined,
  })
  await (await engine.start(batchId, { wait: false, backendOptions: {} })).ended
  await engine.close()
  const group: OutboxGroup = { kind: 'batch', batchId }
  return { ...rig, batchId, group }
}

describe('One mail for each recipient', () => {
  it('is a batch of one row each, repeats left out, that takes braces as they are', async () => {
    const { outbox, group } = await sentBatch()
    const { total, entries } = await outbox.list(group, '', 0, 10)
    expect(total).toBe(4)
    expect(entries.map(({ to, state }) => [to, state])).toEqual([
      ['ann@example.com', 'accepted'],
      ['bob@example.com', 'accepted'],
      ['carl@example.com', 'accepted'],
      ['bob@example.com', 'skipped'],
    ])
    expect(entries[0]?.subject).toBe(CONTENT.subject)
    const { view } = await outbox.message(entries[2]?.id ?? '')
    expect(view.to).toContain('carl@example.com')
    expect(view.to).not.toContain('ann@example.com')
    expect(view.html).toContain('Dear {{ name }, 100 {% of it')
  })

  it.each([
    ['an empty To', { to: [' '] }, 'to'],
    ['a placeholder nobody fills in', { subject: 'Dear {{ name }}' }, 'body'],
  ])('with %s is refused', async (_, changes, field) => {
    const { compose, core } = await outboxRig()
    await expect(compose.spread(draftWith(changes))).rejects.toMatchObject({ place: { field } })
    expect(core.journal().batches()).toEqual([])
  })
})

it('One mail each goes to those in Cc and Bcc as well, who are no copies then', async () => {
  const { compose, core } = await outboxRig()
  const content = draftWith({ to: ['ann@example.com'], cc: ['bob@example.com'], bcc: ['carl@example.com'] })
  const { batchId } = await compose.spread(content)
  const rows = [...core.journal().rows(batchId)]
  expect(rows.map(({ address }) => address)).toEqual([
    'ann@example.com',
    'bob@example.com',
    'carl@example.com',
  ])
})

describe('The messages of a batch', () => {
  it('are built anew and proved by their recorded hash', async () => {
    const { outbox, group, batchId, core } = await sentBatch()
    const [first] = (await outbox.list(group, '', 0, 1)).entries
    const message = await outbox.message(first?.id ?? '')
    expect(message.fidelity).toBe('verified')
    expect(message.view.sha256).toBe(core.journal().row(batchId, 1).contentHash)
    expect(message.recipients).toMatchObject([{ address: 'ann@example.com', state: 'accepted' }])
    expect(message.profile).toBe('sandbox')
  })

  it('that never left say so', async () => {
    const { outbox, group } = await sentBatch()
    const { entries } = await outbox.list(group, '', 3, 1)
    expect((await outbox.message(entries[0]?.id ?? '')).fidelity).toBe('not-sent')
  })

  it('come in pages and are found by what their rows say', async () => {
    const { outbox, group } = await sentBatch()
    expect((await outbox.list(group, '', 1, 2)).entries.map(({ to }) => to)).toEqual([
      'bob@example.com',
      'carl@example.com',
    ])
    const found = await outbox.list(group, 'BOB', 1, 1)
    expect(found.total).toBe(2)
    expect(found.entries).toHaveLength(1)
  })

  it('make a group with the totals of the batch', async () => {
    const { outbox, group } = await sentBatch()
    const groups = await outbox.groups()
    expect(groups.at(-1)).toMatchObject({
      group,
      name: CONTENT.subject,
      messages: 4,
      batch: { state: 'finished', totals: { accepted: 3, skipped: 1 } },
    })
    expect(groups[1]).toMatchObject({ group: { kind: 'sandbox' }, messages: 3 })
  })

  it('cannot be removed one by one, nor sent again from here', async () => {
    const { outbox, batchId } = await sentBatch()
    await expect(outbox.remove([`b:${batchId}:1`])).rejects.toMatchObject({ code: 'state-conflict' })
    await expect(outbox.retry(`b:${batchId}:1`)).rejects.toMatchObject({ code: 'state-conflict' })
    await expect(outbox.message(`b:${batchId}:99`)).rejects.toMatchObject({ code: 'unknown-row' })
    await expect(outbox.message('b:nobody:1')).rejects.toMatchObject({ code: 'unknown-batch' })
  })
})
