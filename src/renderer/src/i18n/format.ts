/** Numbers, sizes and times as the user's language writes them. */
import { currentLanguage } from './index.ts'

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(currentLanguage(), options).format(value)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Octets, in steps of 1,000 as `Intl` names them. */
export function formatSize(octets: number): string {
  const step = octets < 1_000 ? 0 : Math.min(3, Math.floor(Math.log10(octets) / 3))
  return formatNumber(octets / 1_000 ** step, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  })
}

/** Milliseconds since 1970. */
export function formatDateTime(time: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}

export function formatTime(time: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'medium' }).format(time)
}

/** Only the time for today, the date for earlier days. */
export function formatWhen(time: number, now: number = Date.now()): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString()
  return isToday
    ? new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' }).format(time)
    : new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(time)
}

/** A span of time, in its two largest units. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000))
  const spans = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3_600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ] as const
  const first = spans.findIndex(([, count]) => count > 0)
  const shown = first < 0 ? spans.slice(-1) : spans.slice(first, first + 2).filter(([, count]) => count > 0)
  return shown
    .map(([unit, count]) => formatNumber(count, { style: 'unit', unit, unitDisplay: 'short' }))
    .join(' ')
}
