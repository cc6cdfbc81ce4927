/** Folds a header (RFC 5322 section 2.2.3) so that unfolding gives back every octet. */
import { MAX_ENCODED_WORD, MIN_ENCODED_WORD, takeEncodedWord } from './encoded-word.ts'

/** RFC 5322 section 2.1.1, in octets without the CRLF. */
export const MAX_LINE = 998
const GOOD_LINE = 78
/** RFC 2047 section 2: a line with encoded words is shorter still. */
const GOOD_ENCODED_LINE = 76

/** A run of text without a place to fold, sent as it is, or text to be sent as encoded words. */
export interface Token {
  readonly kind: 'raw' | 'encoded'
  readonly text: string
}

/**
 * `Name: token token`, one space between tokens, folded at those spaces and between encoded words; ends in
 * CRLF. A raw token longer than a line stays whole, so the caller keeps it within MAX_LINE.
 */
export function foldHeader(name: string, tokens: readonly Token[], charset: string): string {
  const limit = tokens.some(({ kind }) => kind === 'encoded') ? GOOD_ENCODED_LINE : GOOD_LINE
  let folded = `${name}:`
  let column = folded.length
  let isFirst = true

  const put = (word: string): void => {
    const width = 1 + Buffer.byteLength(word)
    // Some readers see a value that begins on the second line as one that begins with spaces.
    const fits = column + width <= (isFirst ? MAX_LINE : limit)
    folded += fits ? ` ${word}` : `\r\n ${word}`
    column = fits ? column + width : width
    isFirst = false
  }

  for (const { kind, text } of tokens) {
    if (kind === 'raw') {
      put(text)
      continue
    }
    for (let rest = text; rest !== ''; ) {
      const left = limit - column - 1
      const room = isFirst
        ? Math.max(left, MIN_ENCODED_WORD)
        : left < MIN_ENCODED_WORD
          ? MAX_ENCODED_WORD
          : left
      const taken = takeEncodedWord(rest, charset, Math.min(room, MAX_ENCODED_WORD), name)
      put(taken.word)
      rest = taken.rest
    }
  }
  return `${folded}\r\n`
}
