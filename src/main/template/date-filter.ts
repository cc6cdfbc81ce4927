/** The `date` filter: shows an ISO 8601 date the way it is written, whatever zone this computer is in. */

const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?[ ]*(Z|[+-]\d\d:?\d\d)?)?$/

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Directives of strftime whose meaning does not depend on the computer; numbers get zeros up to the width. */
const DIRECTIVES: Readonly<Record<string, (date: Date) => string | readonly [value: number, width: number]>> =
  {
    Y: (date) => [date.getUTCFullYear(), 4],
    y: (date) => [date.getUTCFullYear() % 100, 2],
    m: (date) => [date.getUTCMonth() + 1, 2],
    d: (date) => [date.getUTCDate(), 2],
    e: (date) => [date.getUTCDate(), 1],
    H: (date) => [date.getUTCHours(), 2],
    I: (date) => [date.getUTCHours() % 12 || 12, 2],
    l: (date) => [date.getUTCHours() % 12 || 12, 1],
    M: (date) => [date.getUTCMinutes(), 2],
    S: (date) => [date.getUTCSeconds(), 2],
    p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    P: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
    A: (date) => DAYS[date.getUTCDay()] ?? '',
    a: (date) => DAYS[date.getUTCDay()]?.slice(0, 3) ?? '',
    B: (date) => MONTHS[date.getUTCMonth()] ?? '',
    b: (date) => MONTHS[date.getUTCMonth()]?.slice(0, 3) ?? '',
    '%': () => '%',
  }

/**
 * `{{ due | date: "%-d %B %Y" }}`. Only ISO 8601 is read: 01/02/2026 is January here and February there, and
 * a number could be seconds, a year or neither. Throws Error with one sentence.
 */
export function formatDate(text: string, format: string): string {
  const date = parseIsoDate(text)
  return format.replace(/%(-?)(.?)/gsu, (directive, flag: string, letter: string) => {
    const write = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined
    if (!write)
      throw new Error(`the date format knows no ${directive}; use ${Object.keys(DIRECTIVES).join(' ')}`)
    const part = write(date)
    if (typeof part === 'string') return part
    return flag === '-' ? String(part[0]) : String(part[0]).padStart(part[1], '0')
  })
}

/** The clock reading as UTC fields, its zone left aside. */
function parseIsoDate(text: string): Date {
  const match = ISO_DATE.exec(text.trim())
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? [])
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const isReal =
    date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60
  if (!match || !isReal) {
    throw new Error(`${JSON.stringify(text)} is not a date such as 2026-01-31 or 2026-01-31 09:30`)
  }
  return date
}
