/** Years of Japanese eras in date formats (`[$-411]ggge`), which the library for number formats does not know. */
import { dateFromSerial, dateToSerial, tokenize } from 'numfmt'

/** First day, and the name in one letter, one character and whole. */
const ERAS = [
  [dateToSerial([2019, 5, 1]) ?? 0, 'R', '令', '令和', 2019],
  [dateToSerial([1989, 1, 8]) ?? 0, 'H', '平', '平成', 1989],
  [dateToSerial([1926, 12, 25]) ?? 0, 'S', '昭', '昭和', 1926],
  [dateToSerial([1912, 7, 30]) ?? 0, 'T', '大', '大正', 1912],
  [0, 'M', '明', '明治', 1868],
] as const

const ERA_TOKEN = /^(?:g{1,3}|e{1,2})$/i
const JAPANESE = /-(?:[\da-f]*0?411|ja)/i

/** Whether a format shows an era when it is read by `locale`. */
export function showsEra(pattern: string, locale: string): boolean {
  const tokens = tokenize(pattern)
  const own = tokens.find(({ type }) => type === 'locale')
  const isJapanese = own ? JAPANESE.test(String(own.value)) : locale === 'ja'
  return isJapanese && tokens.some(({ type, raw }) => type === 'datetime' && ERA_TOKEN.test(raw))
}

/** The format with the era and its year of that day written out. */
export function withEra(pattern: string, serial: number): string {
  const era = ERAS.find(([first]) => serial >= first)
  if (!era) return pattern
  const year = (dateFromSerial(Math.floor(serial))[0] ?? 0) - era[4] + 1
  // Only the newer form of the locale calls a first year 元.
  const first = year === 1 && pattern.includes('gannen') ? '元' : null
  return tokenize(pattern)
    .map(({ type, raw }) => {
      if (type !== 'datetime' || !ERA_TOKEN.test(raw)) return raw
      if (/^g/i.test(raw)) return `"${era[raw.length === 1 ? 1 : raw.length === 2 ? 2 : 3]}"`
      return `"${first ?? String(year).padStart(raw.length, '0')}"`
    })
    .join('')
}
