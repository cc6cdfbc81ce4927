/**
 * Years that East Asian date formats count by eras (`[$-411]ggge`, `[$-404]e`), which the library for number
 * formats does not know.
 */
import { dateFromSerial, dateToSerial, tokenize } from 'numfmt'

export type EraCountry = 'japan' | 'taiwan'

/** First day, and the name in one letter, one character and whole, and the year called 1. */
const JAPANESE_ERAS = [
  [dateToSerial([2019, 5, 1]) ?? 0, 'R', '令', '令和', 2019],
  [dateToSerial([1989, 1, 8]) ?? 0, 'H', '平', '平成', 1989],
  [dateToSerial([1926, 12, 25]) ?? 0, 'S', '昭', '昭和', 1926],
  [dateToSerial([1912, 7, 30]) ?? 0, 'T', '大', '大正', 1912],
  [0, 'M', '明', '明治', 1868],
] as const

const FIRST_YEAR_OF_TAIWAN = 1912

const YEAR = /^e{1,2}$/i
const ERA = /^g{1,3}$/i

/** Null for a format that shows no year of an era when it is read by `locale`. */
export function eraCountry(pattern: string, locale: string): EraCountry | null {
  const tokens = tokenize(pattern)
  const isShown = tokens.some(({ type, raw }) => type === 'datetime' && (YEAR.test(raw) || ERA.test(raw)))
  if (!isShown) return null
  const own = tokens.find(({ type }) => type === 'locale')
  const language = own ? own.raw : `-${locale}`
  if (/-(?:[\da-f]*0?411|ja)/i.test(language)) return 'japan'
  return /-(?:[\da-f]*0?404|zh-tw)/i.test(language) ? 'taiwan' : null
}

/** The format with the era and its year of that day written out. */
export function withEra(pattern: string, country: EraCountry, serial: number): string {
  const year = dateFromSerial(Math.floor(serial))[0] ?? 0
  const write = country === 'japan' ? japanese(serial, year, pattern) : taiwanese(year)
  return tokenize(pattern)
    .map(({ type, raw }) => {
      const text = type === 'datetime' && (YEAR.test(raw) || ERA.test(raw)) ? write(raw) : null
      return text === null ? raw : `"${text}"`
    })
    .join('')
}

function japanese(serial: number, year: number, pattern: string): (token: string) => string | null {
  const era = JAPANESE_ERAS.find(([first]) => serial >= first)
  if (!era) return () => null
  const count = year - era[4] + 1
  // Only the newer form of the locale calls a first year 元.
  const first = count === 1 && pattern.includes('gannen') ? '元' : null
  return (token) => {
    if (YEAR.test(token)) return first ?? String(count).padStart(token.length, '0')
    return era[token.length === 1 ? 1 : token.length === 2 ? 2 : 3]
  }
}

function taiwanese(year: number): (token: string) => string | null {
  const count = year - FIRST_YEAR_OF_TAIWAN + 1
  return (token) => (YEAR.test(token) && count > 0 ? String(count).padStart(token.length, '0') : null)
}
