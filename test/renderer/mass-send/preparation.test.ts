import { describe, expect, it } from 'vitest'
import { fieldPlaceholder } from '../../../src/renderer/src/components/editor/field-placeholder.ts'
import { verdictOf } from '../../../src/renderer/src/features/mass-send/check/check-verdict.ts'
import {
  insertAt,
  unfinishedField,
} from '../../../src/renderer/src/features/mass-send/message/unfinished-field.ts'
import { predictDuration } from '../../../src/renderer/src/features/mass-send/predict-duration.ts'
import { fromLocalInput, toLocalInput } from '../../../src/renderer/src/features/mass-send/send/local-time.ts'
import { needsTyping } from '../../../src/renderer/src/features/mass-send/send/needs-typing.ts'
import { scheduleProblem } from '../../../src/renderer/src/features/mass-send/send/schedule-problem.ts'
import type { CheckReport } from '../../../src/shared/list-types.ts'

const CLEAN: CheckReport = {
  rows: 2,
  queued: 2,
  failed: 0,
  skipped: 0,
  duplicates: 0,
  suppressed: 0,
  attachments: {
    ...{ used: 0, octets: 0, missingFiles: 0, missingRows: 0, sharedFiles: 0, unusedFiles: 0 },
    ...{ missing: [], shared: [], unused: [] },
  },
  findings: [],
  warnings: [],
  landmarks: [],
  octets: 100,
}

describe('the predicted duration', () => {
  const measured = { perSecond: 5, connections: 1, batch: 'list.csv', at: 0 }

  it('is that of the tightest limit', () => {
    expect(predictDuration(1000, { rate: '30/min,1000/hour', connections: 4 }, null)).toEqual({
      ...{ by: 'limit', duration: 33 * 60_000, days: 1 },
    })
  })

  it('is the speed that was measured, where no limit is slower', () => {
    expect(predictDuration(1000, { rate: null, connections: 2 }, measured)).toEqual({
      ...{ by: 'measured', duration: 100_000, days: 1 },
    })
    expect(predictDuration(30, { rate: '30/min', connections: 1 }, measured)).toMatchObject({
      ...{ by: 'measured', duration: 6_000 },
    })
  })

  it('is not made up where nothing was measured and no limit is reached', () => {
    expect(predictDuration(1000, { rate: null, connections: 2 }, null)).toEqual({ by: 'nothing' })
    expect(predictDuration(30, { rate: '30/min', connections: 2 }, null)).toEqual({ by: 'nothing' })
  })

  it('tells over how many days a limit spreads the messages', () => {
    expect(predictDuration(1200, { rate: '500/day', connections: 1 }, measured)).toMatchObject({ days: 3 })
    expect(predictDuration(500, { rate: '500/day', connections: 1 }, measured)).toMatchObject({ days: 1 })
  })

  it('leaves limits of single domains out', () => {
    expect(predictDuration(100, { rate: '1/day@gmail.com', connections: 1 }, measured)).toMatchObject({
      ...{ by: 'measured', duration: 20_000 },
    })
  })

  it('is unknown where the rate cannot be read', () => {
    expect(predictDuration(1, { rate: '30 per minute', connections: 1 }, measured)).toBeNull()
  })
})

describe('fields in one line of text', () => {
  it('are written so that Liquid finds them', () => {
    expect(fieldPlaceholder('name')).toBe('{{ name }}')
    expect(fieldPlaceholder('First name')).toBe('{{ row["First name"] }}')
    expect(fieldPlaceholder('氏名')).toBe('{{ row["氏名"] }}')
  })

  it('take the place of the selection', () => {
    expect(insertAt('Dear X!', '{{ a }}', 5, 6)).toEqual({ text: 'Dear {{ a }}!', cursor: 12 })
  })

  it('are offered after two open braces only', () => {
    expect(unfinishedField('Dear {{ na', 10)).toBe('na')
    expect(unfinishedField('Dear {{ name }} ', 16)).toBeNull()
  })
})

describe('before a batch is sent', () => {
  it('errors block, and warnings need a tick', () => {
    const warned = { ...CLEAN, warnings: [{ kind: 'no-text-part', rows: 1, row: 1, text: '' }] }
    const silent = { warningsSeen: false, leavesOut: false }
    const seen = { ...silent, warningsSeen: true }
    expect(verdictOf(null, 'block', seen)).toBe('unchecked')
    expect(verdictOf({ ...CLEAN, failed: 1 }, 'block', seen)).toBe('errors')
    expect(verdictOf({ ...CLEAN, failed: 1 }, 'block', { ...seen, leavesOut: true })).toBe('ready')
    expect(verdictOf(warned, 'block', silent)).toBe('warnings')
    expect(verdictOf(warned, 'block', seen)).toBe('ready')
    expect(verdictOf({ ...CLEAN, queued: 0 }, 'block', seen)).toBe('nothing')
  })

  it('rows that are skipped on purpose block nothing', () => {
    const findings = [{ row: 1, line: 2, text: 'On the suppression list.', state: 'skipped' as const }]
    const report = { ...CLEAN, skipped: 1, suppressed: 1, findings }
    expect(verdictOf(report, 'block', { warningsSeen: false, leavesOut: false })).toBe('ready')
  })

  it('missing files block where the user wants that, and shared ones need a look', () => {
    const silent = { warningsSeen: false, leavesOut: false }
    const missing = { ...CLEAN, attachments: { ...CLEAN.attachments, missingFiles: 1, missingRows: 2 } }
    expect(verdictOf(missing, 'block', silent)).toBe('missing')
    expect(verdictOf(missing, 'skip', silent)).toBe('ready')
    const shared = { ...CLEAN, attachments: { ...CLEAN.attachments, sharedFiles: 1 } }
    expect(verdictOf(shared, 'block', silent)).toBe('warnings')
  })

  it('more than 100 messages that leave need their number typed', () => {
    expect(needsTyping(101, true)).toBe(true)
    expect(needsTyping(100, true)).toBe(false)
    expect(needsTyping(100_000, false)).toBe(false)
  })

  it('times that are over or in the wrong order are told apart', () => {
    expect(scheduleProblem({ startAt: null, notAfter: null }, 100)).toBeNull()
    expect(scheduleProblem({ startAt: 200, notAfter: 300 }, 100)).toBeNull()
    expect(scheduleProblem({ startAt: 100, notAfter: null }, 100)).toBe('startOver')
    expect(scheduleProblem({ startAt: null, notAfter: 99 }, 100)).toBe('endOver')
    expect(scheduleProblem({ startAt: 300, notAfter: 200 }, 100)).toBe('reversed')
  })

  it('a time of the clock on the wall is the same time again', () => {
    const time = new Date(2026, 0, 5, 9, 30).getTime()
    expect(fromLocalInput(toLocalInput(time))).toBe(time)
    expect(fromLocalInput('')).toBeNull()
  })
})
