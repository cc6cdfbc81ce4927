import { describe, expect, it } from 'vitest'
import { speedOf } from '../../src/main/mass-send/measured-speed.ts'
import { massSend, massSendDesk, unwatched } from '../helpers/mass-send.ts'

const CSV = `name,email\n${Array.from({ length: 40 }, (_, n) => `Row ${n},r${n}@example.com\n`).join('')}`

describe('A rehearsal', () => {
  it('tells time, messages and size, and waits for no limit per day', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const mass = massSend({ profile: null, text: 'Dear {{ name }}' }, { rate: '10/day,500/sec' })
    const { batchId } = await desk.sender.rehearse(mass, id, unwatched())
    await desk.ended(batchId)
    const result = await desk.batches.rehearsal(batchId)
    const { octets } = await desk.sender.check(mass, id, unwatched())
    expect(result).toMatchObject({ messages: 40, isExact: true, rate: '10/day,500/sec', profile: 'sandbox' })
    expect(result?.octets).toBe(octets)
    expect(result?.duration).toBeGreaterThan(0)
    expect(desk.batches.list()).toMatchObject([{ id: batchId, isRehearsal: true }])
  })

  it('is no other batch that goes to the sandbox, and measures no profile', async () => {
    const desk = await massSendDesk()
    const { id } = await desk.open(CSV)
    const rehearsed = await desk.sender.rehearse(massSend({ profile: null }), id, unwatched())
    await desk.ended(rehearsed.batchId)
    expect(desk.batches.speed(null)).toBeNull()
    const { batchId } = await desk.sender.start(massSend({ profile: null }), id, unwatched())
    await desk.ended(batchId)
    expect(desk.batches.list()[0]).toMatchObject({ id: batchId, isRehearsal: false })
    expect(await desk.batches.rehearsal(batchId)).toBeNull()
    const speed = desk.batches.speed('sandbox')
    expect(speed).toMatchObject({ connections: 1, batch: 'list.csv' })
    expect(speed?.perSecond).toBeGreaterThan(1)
    expect(desk.batches.speed(null)).toEqual(speed)
  })
})

describe('The speed of a profile', () => {
  const everySecond = Array.from({ length: 30 }, (_, n) => n * 1_000)

  it('is that of the time in which mail flowed', () => {
    const afterPause = everySecond.map((time) => time + 3_600_000)
    expect(speedOf(everySecond)).toBeCloseTo(1)
    expect(speedOf([...afterPause, ...everySecond])).toBeCloseTo(1)
  })

  it('is unknown after a few messages, or where all came at once', () => {
    expect(speedOf(everySecond.slice(0, 5))).toBeNull()
    expect(speedOf(everySecond.map(() => 5))).toBeNull()
  })
})
