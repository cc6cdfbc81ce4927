/** ISO-2022-JP (RFC 1468) as every decoder reads it: ASCII and JIS X 0208, nothing else. */
import encodingJapanese from 'encoding-japanese'

/** Escapes and shifts in the text would be read as part of the encoding. */
const CONTROL = /(?![\t\r\n])\p{Cc}/u

const ESCAPE = 0x1b
const TO_ASCII = 0x28
const TO_KANJI = 0x24
const LETTER_B = 0x42

/**
 * The octets of the text, each line ending in ASCII, or undefined when a character is outside the charset.
 *
 * Half-width katakana are outside: turning them into full-width ones would change the text. So are the
 * vendor rows of JIS X 0208 (`①`, `㈱`, `髙`), which readers show differently or not at all. The few signs
 * that vendors map to different Unicode characters (`〜` and `～`, `−` and `－`, …) share one code and pass.
 */
export function encodeIso2022Jp(text: string): Uint8Array | undefined {
  if (CONTROL.test(text)) return undefined
  try {
    const octets = encodingJapanese.convert(text, {
      to: 'JIS',
      from: 'UNICODE',
      type: 'array',
      fallback: 'error',
    })
    return isStandard(octets) ? Buffer.from(octets) : undefined
  } catch {
    return undefined
  }
}

/** Only the two escapes of RFC 1468 we need, and in kanji mode only rows 1–8 and 16–84 of JIS X 0208. */
function isStandard(octets: readonly number[]): boolean {
  let kanji = false
  for (let i = 0; i < octets.length; i++) {
    const octet = octets[i] ?? 0
    if (octet === ESCAPE) {
      const set = octets[++i]
      if (octets[++i] !== LETTER_B || (set !== TO_ASCII && set !== TO_KANJI)) return false
      kanji = set === TO_KANJI
    } else if (kanji) {
      if (octet < 0x21 || octet > 0x74 || (octet > 0x28 && octet < 0x30)) return false
      i++
    }
  }
  return !kanji
}
