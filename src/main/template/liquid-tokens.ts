/** Liquid carried unharmed through Markdown and HTML libraries: each piece becomes an inert word and comes back. */
import type { LiquidPiece } from './liquid-scan.ts'

export class LiquidTokens {
  readonly #sources: string[] = []
  /** Letters and digits that are in none of the texts; nothing in Markdown, HTML or URLs changes them. */
  readonly #word: string

  constructor(texts: readonly string[]) {
    let word = 'lqd'
    for (let n = 0; texts.some((text) => text.toLowerCase().includes(word)); n++) word = `lqd${n}x`
    this.#word = word
  }

  /** The text with every piece of Liquid as one word. */
  protect(pieces: readonly LiquidPiece[]): string {
    return pieces.map(({ kind, text }) => (kind === 'literal' ? text : this.add(text, kind))).join('')
  }

  /** The word that stands for some Liquid. */
  add(source: string, kind: 'output' | 'block'): string {
    this.#sources.push(source)
    return `${this.#word}${kind === 'output' ? 'o' : 'b'}${this.#sources.length - 1}z`
  }

  /** Matches one word. */
  pattern(kind: 'output' | 'block' | 'any'): string {
    return `${this.#word}${{ output: 'o', block: 'b', any: '[ob]' }[kind]}\\d+z`
  }

  has(text: string, kind: 'output' | 'block'): boolean {
    return new RegExp(this.pattern(kind)).test(text)
  }

  /** Liquid source again. Braces that became literal on the way, as from `\{\{`, stay literal. */
  restore(text: string): string {
    const word = new RegExp(`${this.#word}[ob](\\d+)z`, 'g')
    let restored = ''
    let last = 0
    for (const match of text.matchAll(word)) {
      restored += literal(text.slice(last, match.index)) + (this.#sources[Number(match[1])] ?? '')
      last = match.index + match[0].length
    }
    return restored + literal(text.slice(last))
  }
}

function literal(text: string): string {
  return text.replace(/\{(?=[{%]|$)/g, '{% raw %}{{% endraw %}')
}
