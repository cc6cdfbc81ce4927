/**
 * How much decoded text looks like what people write. Valid bytes prove little in the legacy encodings:
 * most Japanese bytes are also valid Chinese, and nearly every byte is valid windows-1252.
 */
import { COMMON_HANZI, COMMON_KANJI } from './common-characters.ts'
import type { CsvEncoding } from './encoding.ts'

/** `total` counts the characters outside ASCII, `likely` those that fit the language. */
interface Evidence {
  readonly likely: number
  readonly total: number
}

export type LegacyEncoding = Exclude<CsvEncoding, `utf-${string}`>

export function weigh(text: string, encoding: LegacyEncoding): Evidence {
  switch (encoding) {
    case 'windows-1252':
      return weighWestern(text)
    case 'gb18030':
      return weighEastAsian(text, (character) => (COMMON_HANZI.has(character) ? 1 : 0))
    case 'shift_jis':
    case 'euc-jp':
      return weighEastAsian(text, weighJapanese)
  }
}

/** Punctuation and full-width ASCII, which Japanese and Chinese share. */
const SHARED_FORMS = /[\u3000-\u3003\u3005-\u3011\uff01-\uff5e\uffe5]/

const KANA = /[\u3041-\u3096\u30a1-\u30f6\u30fb-\u30fe]/

const OTHER_JAPANESE = /[\u2460-\u2473\u2160-\u2169\u2015\u2212\u3012\u301c\u3231\u3232\u3239]/

/**
 * Half-width katakana alone could be the halves of EUC or GB characters, so it counts for less than
 * anything that only its own encoding can explain.
 */
const HALF_WIDTH_KANA = /[\uff66-\uff9f]/
const HALF_WIDTH_KANA_WEIGHT = 0.7

function weighJapanese(character: string): number {
  if (KANA.test(character) || COMMON_KANJI.has(character) || OTHER_JAPANESE.test(character)) return 1
  return HALF_WIDTH_KANA.test(character) ? HALF_WIDTH_KANA_WEIGHT : 0
}

function weighEastAsian(text: string, weighOwn: (character: string) => number): Evidence {
  let likely = 0
  let total = 0
  for (const character of text) {
    if (character < '\u0080') continue
    total++
    likely += SHARED_FORMS.test(character) ? 1 : weighOwn(character)
  }
  return { likely, total }
}

/** The accented letters of each language that windows-1252 was made for. */
const WESTERN_ALPHABETS = [
  'àâæçéèêëîïôœùûüÿ', // French
  'äöüß', // German
  'áéíïñóúüàèòç', // Spanish, Catalan
  'áàâãçéêíóôõúü', // Portuguese
  'àèéìíîòóùú', // Italian
  'áâäèéêëíïóôöúü', // Dutch
  'æøåäöéèêóòôü', // Danish, Norwegian
  'åäöéüšž', // Swedish, Finnish, Estonian
  'áðéíóúýþæö', // Icelandic
  'âçîöü', // Turkish, where windows-1252 has its letters
].map((letters) => new Set(letters))

const TOKEN = /[^\s,;|"]+/g
const WORD = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŒœŠšŽžŸƒ]+/g

/** Signs that follow a word or stand by themselves, and those that may open a word. */
const SIGN =
  /[€£¥¢§©®™°·•…†‡–—«»‹›“”‘’„‚¿¡ªº²³¹½¼¾´µ±×÷\u00a0\u00ad](?![A-Za-z\u00c0-\u00ff])|[«“‘’„‚‹¿¡§–—\u00a0\u00ad](?=[A-Za-z\u00c0-\u00ff])/g

function weighWestern(text: string): Evidence {
  let likely = 0
  for (const [token] of text.matchAll(TOKEN)) {
    if (isMostlyAccents(token)) continue
    likely += token.match(SIGN)?.length ?? 0
    for (const [word] of token.matchAll(WORD)) if (isWesternWord(word)) likely += countAboveAscii(word)
  }
  return { likely, total: countAboveAscii(text) }
}

/** `Äîçê` and `ŽR“c` are other alphabets in disguise; `à` and `“x”` are not. */
function isMostlyAccents(token: string): boolean {
  return token.length > 1 && countAboveAscii(token) * 3 > token.length * 2
}

/** All accents from one language, so not `Dvoøák`; capitals where capitals stand, so not `JosŽ` or `åKåL`. */
function isWesternWord(word: string): boolean {
  const accented = [...word].filter((letter) => letter > '\u007f')
  const firstCapital = accented.find((letter) => letter === letter.toUpperCase() && letter !== 'ß')
  if (firstCapital && !word.startsWith(firstCapital) && word !== word.toUpperCase()) return false
  if (/[à-öø-ÿ][A-Z]/.test(word)) return false
  return WESTERN_ALPHABETS.some((letters) => accented.every((letter) => letters.has(letter.toLowerCase())))
}

function countAboveAscii(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) count++
  return count
}
