/** Dates and times written out (`t="d"`), as strict workbooks have them, as the number a date is everywhere else. */

/** Days from 1899-12-30, from which numbers of dates are counted after the leap day that 1900 did not have. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const DAY = 86_400_000

const ISO = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?Z?)?$/

/** Null for what is neither. */
export function isoSerial(text: string, date1904: boolean): number | null {
  const match = text === '' ? null : ISO.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match
  const days = year === undefined ? 0 : daysOf(Number(year), Number(month), Number(day), date1904)
  if (days === null || Number(hour) > 24 || Number(minute) > 59 || Number(second) >= 60) return null
  return days + (Number(hour) * 3_600 + Number(minute) * 60 + Number(second)) / 86_400
}

function daysOf(year: number, month: number, day: number, date1904: boolean): number | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1) return null
  return (date.getTime() - (date1904 ? EPOCH_1904 : EPOCH_1900)) / DAY
}
