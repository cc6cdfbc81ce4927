/** Dates written out (`t="d"`), as strict workbooks have them, as the number a date is everywhere else. */

/** Days from 1899-12-30, from which numbers of dates are counted after the leap day that 1900 did not have. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const DAY = 86_400_000

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?$/

/** Null for what is no date. */
export function isoSerial(text: string, date1904: boolean): number | null {
  const match = ISO.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || hour > 24 || minute > 59 || second >= 60) return null
  const days = (date.getTime() - (date1904 ? EPOCH_1904 : EPOCH_1900)) / DAY
  return days + (hour * 3600 + minute * 60 + second) / 86_400
}
