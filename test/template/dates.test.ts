import { describe, expect, test } from 'vitest'
import { formatDate } from '../../src/main/template/date-filter.ts'
import { renderText, thrownBy } from '../helpers/template.ts'

describe('the date filter', () => {
  test.each([
    ['2026-01-05', '%d.%m.%Y', '05.01.2026'],
    ['2026-01-05', '%-d %B %Y (%a, %A, %b, %y)', '5 January 2026 (Mon, Monday, Jan, 26)'],
    ['2026-12-31T23:59:58+09:00', '%Y年%-m月%-d日 %H:%M:%S', '2026年12月31日 23:59:58'],
    ['2026-03-08 02:30', '%I:%M %p %l%P %%', '02:30 AM 2am %'],
    ['2024-02-29T12:00Z', '%e %H', '29 12'],
  ])('shows %s by %s as %s, whatever the zone of this computer', (date, format, expected) => {
    expect(formatDate(date, format)).toBe(expected)
    expect(renderText('subject: x', `{{ d | date: "${format}" }}`, { d: date }).body).toBe(expected)
  })

  test.each([
    'now',
    'today',
    '01/02/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01 24:00',
    '20260101',
    '1767225600',
    '',
    'tomorrow',
  ])('refuses %j, which could mean something else', (date) => {
    expect(thrownBy(() => renderText('subject: x', '{{ d | date: "%d" }}', { d: date }))).toMatchObject({
      code: 'row-not-rendered',
      message: `"body" of the template: "${date}" is not a date such as 2026-01-31 or 2026-01-31 09:30.`,
    })
  })

  test('refuses a directive it does not know', () => {
    expect(() => formatDate('2026-01-01', '%q')).toThrow('the date format knows no %q')
  })
})
