import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type MassSendDesk, massSend, massSendDesk, unwatched } from '../helpers/mass-send.ts'

/** A batch that waits for tomorrow. */
async function scheduled(desk: MassSendDesk, rows = 5): Promise<string> {
  const lines = Array.from({ length: rows }, (_, n) => `Row ${n},r${n}@example.com\n`)
  const { id } = await desk.open(`name,email\n${lines.join('')}`)
  const options = { startAt: Date.now() + 86_400_000 }
  const { batchId } = await desk.sender.start(massSend({ profile: null }, options), id, unwatched())
  return batchId
}

const ALL = { states: null, search: '', offset: 0, limit: 100 }

describe('The batches of the app', () => {
  it('are listed, shown and steered', async () => {
    const desk = await massSendDesk()
    const batchId = await scheduled(desk)
    expect(desk.batches.list()).toMatchObject([
      {
        id: batchId,
        name: 'list.csv',
        state: 'ready',
        isRehearsal: false,
        destination: 'sandbox (profile sandbox)',
      },
    ])
    await desk.batches.setRate(batchId, '5/min')
    await desk.batches.setConnections(batchId, 3)
    await expect(desk.batches.setRate(batchId, 'often')).rejects.toMatchObject({ code: 'bad-option' })
    expect(await desk.batches.get(batchId)).toMatchObject({
      ...{ rate: '5/min', connections: 3, columns: ['name', 'email'] },
      snapshot: { totals: { rows: 5, pending: 5 } },
    })
    await desk.batches.pause(batchId)
    await desk.batches.cancel(batchId)
    expect(desk.batches.list()).toMatchObject([{ state: 'cancelled' }])
    expect(desk.core.journal().totals(batchId)).toMatchObject({ skipped: 5, pending: 0 })
    await expect(desk.batches.cancel(batchId)).rejects.toMatchObject({ code: 'state-conflict' })
    expect(desk.events.some(({ name }) => name === 'batch')).toBe(true)
  })

  it('tell how fast they go also while their limit lets nothing through', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open('name,email\nA,a@example.com\nB,b@example.com\n')
    const mass = massSend({ profile: null }, { rate: '1/min' })
    const { batchId } = await desk.sender.start(mass, id, unwatched())
    const heard = () =>
      desk.events.flatMap((event) =>
        event.name === 'batch' && event.data.batchId === batchId ? event.data : [],
      )
    await expect.poll(() => heard().some(({ rate }) => rate > 0)).toBe(true)
    await expect.poll(() => heard().at(-1)?.rate).toBe(0)
    await expect
      .poll(async () => (await desk.batches.get(batchId)).history.at(-1), { interval: 500 })
      .toMatchObject({ rate: 0 })
    await desk.batches.cancel(batchId)
  })

  it('give their rows by page, state and search', async () => {
    const desk = await massSendDesk()
    const batchId = await scheduled(desk, 30)
    const page = await desk.batches.rows(batchId, { ...ALL, offset: 28 })
    expect(page).toMatchObject({ total: 30, rows: [{ number: 29 }, { number: 30 }] })
    expect(await desk.batches.rows(batchId, { ...ALL, search: 'ROW 7' })).toMatchObject({
      ...{ total: 1, rows: [{ number: 8, address: 'r7@example.com' }] },
    })
    expect(
      await desk.batches.rows(batchId, { ...ALL, states: ['queued'], offset: 5, limit: 1 }),
    ).toMatchObject({
      ...{ total: 30, rows: [{ number: 6 }] },
    })
    expect(await desk.batches.rows(batchId, { ...ALL, states: ['failed'] })).toEqual({ total: 0, rows: [] })
    await expect(desk.batches.rows('nobody', ALL)).rejects.toMatchObject({ code: 'unknown-batch' })
    await desk.batches.cancel(batchId)
  })

  it('left running by a crash are shown as interrupted, and nothing resumes by itself', async () => {
    const desk = await massSendDesk()
    const batchId = await scheduled(desk)
    await desk.batches.pause(batchId)
    await desk.core.stopEngine()
    const journal = desk.core.journal()
    await journal.setState(batchId, 'running', 0)
    const [shown] = desk.batches.list()
    expect(shown).toMatchObject({ state: 'paused', reason: expect.stringContaining('nothing is sent twice') })
    expect(journal.totals(batchId)).toMatchObject({ pending: 5 })
  })

  it('take the word of the user on rows in doubt and on rows that failed', async () => {
    const desk = await massSendDesk()
    const batchId = await scheduled(desk, 3)
    await expect(desk.batches.retryFailed(batchId, null)).rejects.toMatchObject({
      ...{ code: 'state-conflict', message: expect.stringContaining('pause it first') },
    })
    await desk.batches.pause(batchId)
    await desk.ended(batchId)
    const journal = desk.core.journal()
    const claimed = await journal.claim(batchId, 2, Date.now())
    for (const [index, { number }] of claimed.entries()) {
      await journal.stamp(batchId, number, { messageId: `<${number}@x>`, date: 0, contentHash: 'x' })
      await journal.markBodySent(batchId, number, 1)
      const state = index === 0 ? 'failed' : 'uncertain'
      const reply = { code: 550, enhanced: null, text: 'no', queueId: null, recipients: [] }
      await journal.settle(batchId, number, { ...reply, state, settledAt: 2, nextAttemptAt: null })
    }
    await expect(desk.batches.retryFailed(batchId, [3])).rejects.toMatchObject({ code: 'state-conflict' })
    await expect(desk.batches.resolve(batchId, 'sent', [1])).rejects.toMatchObject({ code: 'state-conflict' })
    const report = await desk.batches.export(batchId, 'failed')
    const csv = await readFile(desk.files.path(report.token), 'utf8')
    expect(csv.split('\r\n')).toHaveLength(3)
    expect(csv).toContain('r0@example.com,failed,550,no')
    expect(await desk.batches.resolve(batchId, 'sent', null)).toBe(1)
    expect(await desk.batches.retryFailed(batchId, null)).toBe(1)
    expect(journal.totals(batchId)).toMatchObject({ accepted: 1, pending: 2 })
  })
})
