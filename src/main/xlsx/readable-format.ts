/** Number formats that Excel shows in a way the library for them does not know. */
import { isValidFormat, tokenize } from 'numfmt'

/** Characters; Excel allows 255. */
const LONGEST = 1_000

/** Digits of other scripts, and `a/p` for the half of the day. */
const UNKNOWN = /\[(?:dbnum|natnum)\d|(?:^|[^m])a\/p/i

const NAMED_ERA_OF_TAIWAN = /\[\$-(?:404|zh-TW)[^\]]*\]g/i

/** `[$-107041E]`: digits of a script, a calendar, a language ([MS-OE376] 2.1.739). */
const LONG_LOCALE = /^\[\$[^-\]]*-([\da-f]{1,2}?)([\da-f]{2})([\da-f]{4})(?:,[^\]]*)?\]$/i

/** Those of Taiwan, Korea, Thailand and Israel. */
const UNKNOWN_CALENDARS: readonly number[] = [4, 5, 7, 8]

/** Whether what is made of the format is what Excel shows. */
export function isReadableFormat(pattern: string): boolean {
  // The library keeps formats in an object, where these names are taken.
  if (pattern.length > LONGEST || pattern in Object.prototype || !isValidFormat(pattern)) return false
  const tokens = tokenize(pattern)
  const plain = tokens.filter(({ type }) => type !== 'string' && type !== 'escaped')
  if (NAMED_ERA_OF_TAIWAN.test(pattern) || UNKNOWN.test(plain.map(({ raw }) => raw).join(''))) return false
  return tokens.every(({ type, raw }) => {
    if (type !== 'locale') return true
    const [, digits, calendar] = LONG_LOCALE.exec(raw) ?? []
    if (digits === undefined || calendar === undefined) return true
    return Number.parseInt(digits, 16) <= 1 && !UNKNOWN_CALENDARS.includes(Number.parseInt(calendar, 16))
  })
}

/** Whether digits of the number are shown by places of their own, and not as `General` shows them. */
export function hasPlaces(pattern: string): boolean {
  return tokenize(pattern).some(({ type }) => type === 'zero' || type === 'hash' || type === 'qmark')
}
