/** A rate as a table of limits while it is being edited, and as the text that is kept. */
import { readRateLimits } from '../../../../shared/rate-limits.ts'

export const RATE_UNITS = ['second', 'min', 'hour', 'day'] as const
export type RateUnit = (typeof RATE_UNITS)[number]

export interface RateRow {
  /** Empty while nothing is typed. */
  readonly limit: number | ''
  readonly unit: RateUnit
  /** Of recipients; empty: all. */
  readonly domain: string
}

export const NEW_RATE_ROW: RateRow = { limit: '', unit: 'min', domain: '' }

const WINDOWS: Readonly<Record<RateUnit, number>> = {
  second: 1000,
  min: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

/** No rows for text that cannot be read: nobody but a text editor wrote that. */
export function rateRows(rate: string | undefined): readonly RateRow[] {
  const reading = rate === undefined ? null : readRateLimits(rate)
  if (reading?.kind !== 'limits') return []
  return reading.limits.map(({ limit, window, domain = '' }) => ({
    limit,
    unit: RATE_UNITS.find((unit) => WINDOWS[unit] === window) ?? 'min',
    domain,
  }))
}

/** Undefined where nothing limits. A row that is not finished is kept as it is: `rowProblem` tells why. */
export function rateText(rows: readonly RateRow[]): string | undefined {
  if (rows.length === 0) return undefined
  return rows
    .map(({ limit, unit, domain }) => `${limit}/${unit}${domain.trim() === '' ? '' : `@${domain.trim()}`}`)
    .join(',')
}

export function rowProblem(row: RateRow): 'rateNumberMissing' | 'rateDomainWrong' | null {
  if (row.limit === '' || row.limit < 1) return 'rateNumberMissing'
  const isRead = readRateLimits(rateText([row]) ?? '').kind === 'limits'
  return isRead && !row.domain.includes('@') ? null : 'rateDomainWrong'
}
