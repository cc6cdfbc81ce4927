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
import type { CheckReport } from '../../../src/shared/list-types.ts'

const CLEAN: CheckReport = {
  rows: 2,
  queued: 2,
  failed: 0,
  skipped: 0,
  duplicates: 0,
  suppressed: 0,
  missingAttachments: [],
  findings: [],
  warnings: [],
  landmarks: [],
  octets: 100,
}

describe('the predicted duration', () => {
  it('is that of the tightest limit', () => {
    expect(predictDuration(1000, { rate: '30/min,1000/hour', connections: 4 })).toBe(33 * 60_000)
  })

  it('counts no window before the first is full', () => {
    expect(predictDuration(30, { rate: '30/min', connections: 100 })).toBeLessThan(1000)
  })

  it('depends on the connections where there is no limit', () => {
    expect(predictDuration(1000, { rate: null, connections: 2 })).toBe(100_000)
  })

  it('leaves limits of single domains out', () => {
    expect(predictDuration(100, { rate: '1/day@gmail.com', connections: 1 })).toBe(20_000)
  })

  it('is unknown where the rate cannot be read', () => {
    expect(predictDuration(1, { rate: '30 per minute', connections: 1 })).toBeNull()
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
    expect(verdictOf(null, true)).toBe('unchecked')
    expect(verdictOf({ ...CLEAN, findings: [{ row: 1, line: 2, text: '' }] }, true)).toBe('errors')
    expect(verdictOf(warned, false)).toBe('warnings')
    expect(verdictOf(warned, true)).toBe('ready')
    expect(verdictOf({ ...CLEAN, queued: 0 }, true)).toBe('nothing')
  })

  it('more than 100 messages that leave need their number typed', () => {
    expect(needsTyping(101, true)).toBe(true)
    expect(needsTyping(100, true)).toBe(false)
    expect(needsTyping(100_000, false)).toBe(false)
  })

  it('a time of the clock on the wall is the same time again', () => {
    const time = new Date(2026, 0, 5, 9, 30).getTime()
    expect(fromLocalInput(toLocalInput(time))).toBe(time)
    expect(fromLocalInput('')).toBeNull()
  })
})
