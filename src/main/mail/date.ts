/** The Date header: RFC 5322 section 3.3, always with the offset in force at that moment. */
import { InputError } from '../../shared/errors.ts'
import { visible } from './visible.ts'

/** Making a formatter costs more than a whole message, and a batch needs one zone. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/**
 * `Fri, 09 Nov 2001 01:08:47 +0000` for a date and an IANA zone such as `UTC` or `Asia/Tokyo`.
 * Throws InputError `unknown-time-zone`, or `invalid-date` outside the years 0 to 9999.
 */
export function formatDate(date: Date, timeZone: string): string {
  const offset = timeZone === 'UTC' ? 0 : offsetMinutes(date, timeZone)
  const local = new Date(date.getTime() + offset * 60_000)
  const year = local.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw invalidDate()
  const sign = offset < 0 ? '-' : '+'
  const minutes = Math.abs(offset)
  const zone = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0')
  return local.toUTCString().replace('GMT', `${sign}${zone}`)
}

function invalidDate(): InputError {
  return new InputError(
    'invalid-date',
    'The Date of a message must be a moment between the years 0 and 9999.',
    {
      field: 'Date',
    },
  )
}

function offsetMinutes(date: Date, timeZone: string): number {
  if (Number.isNaN(date.getTime())) throw invalidDate()
  const parts = formatterOf(timeZone).formatToParts(date)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -size : size
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  try {
    const formatter = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    formatters.set(timeZone, formatter)
    return formatter
  } catch (cause) {
    throw new InputError(
      'unknown-time-zone',
      `The time zone ${visible(timeZone)} is not known; use UTC or an IANA name such as Europe/Berlin.`,
      { field: 'timeZone' },
      { cause },
    )
  }
}
