/** The encodings a CSV may have, and the names people give them. */
import { InputError } from '../../shared/errors.ts'

/** Labels that TextDecoder knows; `shift_jis` is Windows code page 932, as browsers and spreadsheets read it. */
export const CSV_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'windows-1252',
] as const

export type CsvEncoding = (typeof CSV_ENCODINGS)[number]

/** Letters and digits only: `Shift-JIS`, `shift_jis` and `ShiftJIS` are one name. */
const ALIASES: ReadonlyMap<string, CsvEncoding> = new Map<string, CsvEncoding>([
  ['utf8', 'utf-8'],
  ['utf8sig', 'utf-8'],
  ['ascii', 'utf-8'],
  ['usascii', 'utf-8'],
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
  ['shiftjis', 'shift_jis'],
  ['sjis', 'shift_jis'],
  ['xsjis', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['windows932', 'shift_jis'],
  ['windows31j', 'shift_jis'],
  ['mskanji', 'shift_jis'],
  ['eucjp', 'euc-jp'],
  ['xeucjp', 'euc-jp'],
  ['ujis', 'euc-jp'],
  ['gb18030', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['euccn', 'gb18030'],
  ['cp936', 'gb18030'],
  ['windows936', 'gb18030'],
  ['windows1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['iso88591', 'windows-1252'],
])

/** Case and punctuation of the name do not matter. Throws InputError `unknown-encoding`. */
export function parseEncoding(name: string): CsvEncoding {
  const encoding = ALIASES.get(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
  if (encoding) return encoding
  throw new InputError(
    'unknown-encoding',
    `The encoding “${name}” is not one of ${CSV_ENCODINGS.join(', ')}.`,
    { field: 'encoding' },
  )
}
