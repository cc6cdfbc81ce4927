/** What a cell shows, by the number format of its style. */
import { format, getFormatDateInfo, getFormatInfo, isDateFormat, tokenize } from 'numfmt'
import type { WorkbookLocale } from '../../shared/workbook-locales.ts'
import { type EraCountry, eraCountry, withEra } from './era-years.ts'
import { hasPlaces, isReadableFormat } from './readable-format.ts'

/** A day of 1904 is this many days later when counted from 1900. */
const DAYS_TO_1904 = 1_462
const SECONDS = 86_400

/** No text holds it: it marks where the text goes in a format for texts. */
const PROBE = '\uE000'

/** Whole numbers that `General` shows digit by digit. */
const PLAIN = 1e11

/** More of them would show what `decimal` adds. */
const MOST_DECIMALS = 8

/** As in Excel, which shows no date before its first or after its last one. */
const NO_DATE = '########'

export class CellFormat {
  readonly pattern: string
  readonly #options: Parameters<typeof format>[2]
  readonly #isGeneral: boolean
  readonly #isValid: boolean
  readonly #isDate: boolean
  readonly #era: EraCountry | null
  /** Days to add to a number that is a date. */
  readonly #shift: number
  /** Parts of a second that can be told apart in what is shown. */
  readonly #steps: number
  /** Whether so few decimals are shown that rounding is all there is to see. */
  readonly #isRounded: boolean
  /** What stands around a text; null where a text is shown as it is. */
  readonly #around: readonly string[] | null

  constructor(written: string, locale: WorkbookLocale, date1904: boolean) {
    const pattern = withHalfDays(written)
    this.#options = { locale, dateSpanLarge: false, dateErrorNumber: false, overflow: NO_DATE }
    this.#isGeneral = pattern.trim().toLowerCase() === 'general'
    this.#isValid = isReadableFormat(pattern)
    this.#isDate = this.#isValid && isDateFormat(pattern)
    this.#era = this.#isDate ? eraCountry(pattern, locale) : null
    this.pattern = this.#isValid && !this.#isDate ? withoutLocales(pattern) : pattern
    // Hours that go on counting are a span of time and no date.
    this.#shift = this.#isDate && date1904 && !/\[(?:h+|m+|s+)\]/i.test(pattern) ? DAYS_TO_1904 : 0
    this.#steps = this.#isDate && getFormatDateInfo(pattern).seconds && !/s[.,]0/i.test(pattern) ? 1 : 1_000
    this.#isRounded =
      this.#isValid &&
      !this.#isDate &&
      hasPlaces(pattern) &&
      getFormatInfo(this.pattern).maxDecimals <= MOST_DECIMALS
    const shown = this.#isValid ? this.#show(this.pattern, PROBE) : null
    this.#around = shown === null || shown === PROBE ? null : trimEnds(shown.split(PROBE))
  }

  /** Null where the format is not one that can be read. */
  number(value: number): string | null {
    if (this.#isGeneral && Number.isInteger(value) && Math.abs(value) < PLAIN) return String(value)
    if (!this.#isValid) return null
    if (!this.#isDate)
      return this.#show(this.pattern, this.#isRounded ? decimal(value) : value)?.trim() ?? null
    // Times are fractions that seldom come out even: 23:59:59.9999 is midnight, and the day after.
    const steps = SECONDS * this.#steps
    const serial = Math.round((value + this.#shift) * steps) / steps
    const pattern = this.#era ? withEra(this.pattern, this.#era, serial) : this.pattern
    return this.#show(pattern, serial)?.trim() ?? null
  }

  text(value: string): string {
    if (this.#around === null) return value
    return this.#around.length === 1 ? '' : this.#around.join(value)
  }

  boolean(value: boolean): string {
    return format('General', value, this.#options)
  }

  /** Null where the library throws: for days outside of a calendar, and at rest with some strange formats. */
  #show(pattern: string, value: number | string): string | null {
    try {
      return format(pattern, value, this.#options)
    } catch {
      return null
    }
  }
}

/** Chinese and Japanese may write the halves of the day out; the library takes them from the language. */
function withHalfDays(pattern: string): string {
  if (pattern.includes('上午/下午')) return `[$-804]${pattern.replaceAll('上午/下午', 'AM/PM')}`
  if (pattern.includes('午前/午後')) return `[$-411]${pattern.replaceAll('午前/午後', 'AM/PM')}`
  return pattern
}

/**
 * Excel rounds the decimal number of 15 digits that people see, so that 1.005 is 1.01; the library rounds the
 * binary one, which is a little less. A little more than the error makes both the same.
 */
function decimal(value: number): number {
  const digits = Number(value.toPrecision(15))
  // So large a number has too few decimals for an error, and would show what is added.
  return Math.abs(digits) < 1e13 ? digits * (1 + 4 * Number.EPSILON) : digits
}

/**
 * A language beside a currency (`[$€-407]`) says whose money it is; separators are those of the computer all
 * the same, whereas the library would take them from the language.
 */
function withoutLocales(pattern: string): string {
  return tokenize(pattern)
    .map(({ type, raw }) => {
      if (type !== 'locale') return raw
      const symbol = /^\[\$([^\]-]*)/.exec(raw)?.[1] ?? ''
      return symbol === '' ? '' : `"${symbol}"`
    })
    .join('')
}

/** Blanks that a format adds line numbers up in a column; nothing of the text is blank there. */
function trimEnds(around: readonly string[]): readonly string[] {
  return around.map((piece, index) => {
    const start = index === 0 ? piece.trimStart() : piece
    return index === around.length - 1 ? start.trimEnd() : start
  })
}
