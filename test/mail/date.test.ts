/** The Date header in any zone. */
import { expect, test } from 'vitest'
import { formatDate } from '../../src/main/mail/date.ts'
import { InputError } from '../../src/shared/errors.ts'
import { hasPython, runPython } from '../helpers/python.ts'

const moment = new Date('2001-11-09T01:08:47Z')

test.each([
  ['UTC', 'Fri, 09 Nov 2001 01:08:47 +0000'],
  ['Etc/UTC', 'Fri, 09 Nov 2001 01:08:47 +0000'],
  ['Africa/Algiers', 'Fri, 09 Nov 2001 02:08:47 +0100'],
  ['Asia/Kolkata', 'Fri, 09 Nov 2001 06:38:47 +0530'],
  ['Asia/Kathmandu', 'Fri, 09 Nov 2001 06:53:47 +0545'],
  ['America/St_Johns', 'Thu, 08 Nov 2001 21:38:47 -0330'],
  ['Pacific/Kiritimati', 'Fri, 09 Nov 2001 15:08:47 +1400'],
])('in %s it is %s', (zone, expected) => {
  expect(formatDate(moment, zone)).toBe(expected)
})

test('follows daylight saving time at that moment', () => {
  expect(formatDate(new Date('2026-03-29T00:59:59Z'), 'Europe/Berlin')).toBe(
    'Sun, 29 Mar 2026 01:59:59 +0100',
  )
  expect(formatDate(new Date('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe(
    'Sun, 29 Mar 2026 03:00:00 +0200',
  )
})

test('does not know every zone, and says which', () => {
  const problem = expect.objectContaining({ code: 'unknown-time-zone', kind: 'input' })
  expect(() => formatDate(moment, 'Mars/Olympus')).toThrow(problem)
  expect(() => formatDate(moment, 'Mars/Olympus')).toThrow('"Mars/Olympus"')
  expect(() => formatDate(moment, '')).toThrow(InputError)
})

test('refuses what is not a moment or has a year no header can hold', () => {
  for (const zone of ['UTC', 'Asia/Tokyo']) {
    expect(() => formatDate(new Date(Number.NaN), zone)).toThrow(
      expect.objectContaining({ code: 'invalid-date' }),
    )
    expect(() => formatDate(new Date('+012026-01-01T00:00:00Z'), zone)).toThrow(InputError)
    expect(() => formatDate(new Date('-000001-01-01T00:00:00Z'), zone)).toThrow(InputError)
  }
})

test.runIf(hasPython)('is read by python3 as the same moment', () => {
  const zones = [
    'UTC',
    'Asia/Tokyo',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/Caracas',
  ]
  const cases = zones.flatMap((zone) =>
    Array.from({ length: 60 }, (_, i) => ({ zone, seconds: 86_400 * 29 * (i + 1) + i * 3607 + 1e9 })),
  )
  const read = runPython(
    `from email.utils import parsedate_to_datetime
result = [parsedate_to_datetime(text).timestamp() for text in cases]`,
    cases.map(({ zone, seconds }) => formatDate(new Date(seconds * 1000), zone)),
  )
  expect(read).toEqual(cases.map(({ seconds }) => seconds))
})
