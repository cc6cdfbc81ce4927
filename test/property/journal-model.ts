/** What a journal should hold, in plain objects, and the steps that are played on it and on a real one. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Journal, RowOutcome } from '../../src/main/journal/journal.ts'
import type { RowState } from '../../src/shared/batch-types.ts'
import { outcomeOf, stampOf } from '../helpers/journal-data.ts'

export interface ModelRow {
  readonly number: number
  state: RowState
  attempts: number
  stamped: boolean
  marked: boolean
  /** When a deferred row is due; kept while it is claimed, so that it can be given back. */
  next: number | null
}

export interface Model {
  readonly rows: readonly ModelRow[]
  now: number
  cancelled: boolean
}

export interface Real {
  journal: Journal
  /** Another journal on the same file, as after a crash of the process that had this one. */
  readonly reopen: () => Journal
}

type Step = fc.AsyncCommand<Model, Real>
type Play = (model: Model, real: Real) => Promise<void>

function step(name: string, play: Play): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await play(model, real)
      expectSame(model, real.journal)
    },
    toString: () => name,
  }
}

/** The whole journal against the whole model: sums, states, and a stamp that never changes. */
function expectSame(model: Model, journal: Journal): void {
  const count = (...states: RowState[]) => model.rows.filter(({ state }) => states.includes(state)).length
  expect(journal.totals('b')).toEqual({
    rows: model.rows.length,
    accepted: count('accepted'),
    failed: count('failed'),
    deferred: count('deferred'),
    uncertain: count('uncertain'),
    skipped: count('skipped'),
    pending: count('queued', 'attempting'),
  })
  const told = [...journal.rows('b')].map(({ number, state, attempts, messageId, date, bodySentAt }) => ({
    number,
    state,
    attempts,
    messageId,
    date,
    marked: bodySentAt !== null,
  }))
  expect(told).toEqual(
    model.rows.map(({ number, state, attempts, stamped, marked }) => {
      const { messageId, date } = stampOf(number)
      return {
        number,
        state,
        attempts,
        marked,
        messageId: stamped ? messageId : null,
        date: stamped ? date : null,
      }
    }),
  )
  const due = model.rows.filter(({ state }) => state === 'deferred').map(({ next }) => next ?? 0)
  expect(journal.nextDue('b')).toBe(due.length === 0 ? null : Math.min(...due))
}

const refused = (promise: Promise<unknown>): Promise<void> =>
  expect(promise).rejects.toMatchObject({ code: 'state-conflict' })

function claimInModel(model: Model, count: number): number[] {
  if (model.cancelled) return []
  const due = model.rows
    .filter(({ state, next }) => state === 'deferred' && next !== null && next <= model.now)
    .sort((a, b) => (a.next ?? 0) - (b.next ?? 0) || a.number - b.number)
  const queued = model.rows.filter(({ state }) => state === 'queued')
  const claimed = [...due, ...queued].slice(0, count)
  for (const row of claimed)
    Object.assign(row, { state: 'attempting', attempts: row.attempts + 1, marked: false })
  return claimed.map(({ number }) => number)
}

/** Two callers claim in the same tick; together they get what one would. */
const claim = (first: number, second: number): Step =>
  step(`claim(${first}, ${second})`, async (model, { journal }) => {
    const claims = [journal.claim('b', first, model.now), journal.claim('b', second, model.now)]
    const told = (await Promise.all(claims)).map((rows) => rows.map(({ number }) => number))
    expect(told).toEqual([claimInModel(model, first), claimInModel(model, second)])
  })

/** Which row a step is for: one in flight where there is any, or any at all. */
interface Target {
  readonly inFlight: boolean
  readonly index: number
}

function rowAt(model: Model, { inFlight: wanted, index }: Target): ModelRow | undefined {
  const flying = wanted ? model.rows.filter(inFlight) : []
  const rows = flying.length > 0 ? flying : model.rows
  return rows[index % rows.length]
}

const inFlight = ({ state }: ModelRow): boolean => state === 'attempting'

const onRow = (
  name: string,
  target: Target,
  play: (row: ModelRow, journal: Journal, model: Model) => Promise<void>,
): Step =>
  step(`${name}(${target.inFlight ? 'in flight' : 'any'} ${target.index})`, async (model, { journal }) => {
    const row = rowAt(model, target)
    if (row) await play(row, journal, model)
  })

const stamp = (target: Target): Step =>
  onRow('stamp', target, async (row, journal) => {
    const done = journal.stamp('b', row.number, stampOf(row.number))
    if (!inFlight(row)) return refused(done)
    await done
    row.stamped = true
  })

/** Message-ID and Date are those of the first attempt. */
const stampAsAnother = (target: Target): Step =>
  onRow('stampAsAnother', target, async ({ number, stamped }, journal) => {
    if (!stamped) return
    await refused(journal.stamp('b', number, { ...stampOf(number), date: 1 }))
    await refused(journal.stamp('b', number, { ...stampOf(number), messageId: '<other@example.com>' }))
  })

const mark = (target: Target): Step =>
  onRow('mark', target, async (row, journal) => {
    const done = journal.markBodySent('b', row.number, 3)
    if (!inFlight(row) || !row.stamped) return refused(done)
    await done
    row.marked = true
  })

const settle = (target: Target, state: RowOutcome['state'], delay: number): Step =>
  onRow(`settle as ${state} `, target, async (row, journal, model) => {
    const next = state === 'deferred' ? model.now + delay : null
    const outcome = { ...outcomeOf(row.number, state), nextAttemptAt: next }
    // The second of two is refused, whatever becomes of the first.
    const [first, second] = [
      journal.settle('b', row.number, outcome),
      journal.settle('b', row.number, outcome),
    ]
    await Promise.all([inFlight(row) ? first : refused(first), refused(second)])
    if (inFlight(row)) Object.assign(row, { state, next })
  })

const release = (numbers: readonly number[]): Step =>
  step(`release(${numbers})`, async (model, { journal }) => {
    const back = model.rows.filter((row) => numbers.includes(row.number) && inFlight(row) && !row.marked)
    expect(await journal.release('b', numbers)).toBe(back.length)
    for (const row of back) {
      Object.assign(row, { state: row.next === null ? 'queued' : 'deferred', attempts: row.attempts - 1 })
    }
  })

const crash = (): Step =>
  step('crash', async (model, real) => {
    real.journal = real.reopen()
    const lost = model.rows.filter(inFlight)
    const uncertain = lost.filter(({ marked }) => marked)
    const counts = { requeued: lost.length - uncertain.length, uncertain: uncertain.length }
    expect(await real.journal.recover('b', model.now)).toEqual(counts)
    for (const row of lost) Object.assign(row, { state: row.marked ? 'uncertain' : 'queued', next: null })
  })

const resolve = (decision: 'resend' | 'sent', numbers: readonly number[] | undefined): Step =>
  step(`resolve(${decision}, ${numbers})`, async (model, { journal }) => {
    const rows = chosen(model, 'uncertain', numbers)
    expect(await journal.resolveUncertain('b', decision, model.now, numbers)).toBe(rows.length)
    for (const row of rows) row.state = decision === 'resend' ? 'queued' : 'accepted'
  })

const requeueFailed = (numbers: readonly number[] | undefined): Step =>
  step(`requeueFailed(${numbers})`, async (model, { journal }) => {
    const rows = chosen(model, 'failed', numbers)
    expect(await journal.requeueFailed('b', numbers)).toBe(rows.length)
    for (const row of rows) row.state = 'queued'
  })

function chosen(model: Model, from: RowState, numbers: readonly number[] | undefined): readonly ModelRow[] {
  return model.rows.filter(({ number, state }) => state === from && (numbers?.includes(number) ?? true))
}

const cancel = (): Step =>
  step('cancel', async (model, { journal }) => {
    const waiting = model.rows.filter(({ state }) => state === 'queued' || state === 'deferred')
    expect(await journal.cancel('b', model.now, 'Cancelled.')).toBe(waiting.length)
    for (const row of waiting) Object.assign(row, { state: 'skipped', next: null })
    model.cancelled = true
  })

const run = (): Step =>
  step('run', async (model, { journal }) => {
    const done = journal.setState('b', 'running', model.now)
    await (model.cancelled ? refused(done) : done)
  })

const finish = (): Step =>
  step('finish', async (model, { journal }) => {
    const open = model.rows.some(
      ({ state }) => state === 'queued' || state === 'attempting' || state === 'deferred',
    )
    const done = journal.setState('b', 'finished', model.now)
    // A cancelled batch is not asked to finish: it stays as it is.
    await (open && !model.cancelled ? refused(done) : done)
    expect(journal.batch('b').state === 'cancelled').toBe(model.cancelled)
  })

const wait = (time: number): Step =>
  step(`wait(${time})`, async (model) => {
    model.now += time
  })

/** Every step there is, on a batch of this many rows. */
export function steps(rows: number): fc.Arbitrary<Step>[] {
  const number = fc.integer({ min: 1, max: rows })
  const target = fc.record({ inFlight: fc.boolean(), index: fc.nat({ max: rows - 1 }) })
  const numbers = fc.uniqueArray(number)
  const some = fc.option(numbers, { nil: undefined })
  const count = fc.integer({ min: 0, max: 3 })
  const state = fc.constantFrom<RowOutcome['state']>('accepted', 'failed', 'deferred', 'uncertain', 'skipped')
  const common = [
    fc.tuple(count, count).map(([first, second]) => claim(first, second)),
    target.map(stamp),
    target.map(stampAsAnother),
    target.map(mark),
    fc.tuple(target, state, fc.integer({ min: -50, max: 100 })).map((args) => settle(...args)),
  ]
  const rare = [
    numbers.map(release),
    fc.constant(crash()),
    fc.tuple(fc.constantFrom('resend' as const, 'sent' as const), some).map((args) => resolve(...args)),
    some.map(requeueFailed),
    fc.constant(cancel()),
    fc.constant(run()),
    fc.constant(finish()),
    fc.integer({ min: 1, max: 80 }).map(wait),
  ]
  // Otherwise crashes and decisions leave no row in flight for long.
  return [...common, ...common, ...rare]
}
