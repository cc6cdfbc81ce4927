/** Liquid carried through HTML parsers and writers as inert words, which none of them changes. */
import { liquidPattern } from './liquid-text.ts'

export class LiquidWords {
  readonly #sources: string[] = []
  /** Letters and digits that are in none of the texts. */
  readonly #word: string

  constructor(...texts: readonly string[]) {
    let word = 'lqd'
    for (let n = 0; texts.some((text) => text.toLowerCase().includes(word)); n++) word = `lqd${n}x`
    this.#word = word
  }

  add(source: string): string {
    this.#sources.push(source)
    return `${this.#word}i${this.#sources.length - 1}z`
  }

  /** Every placeholder as a word, changed on the way where `mend` says so. */
  protect(text: string, mend: (source: string) => string = (source) => source): string {
    return text.replace(liquidPattern(), (source) => this.add(mend(source)))
  }

  restore(text: string): string {
    return this.pieces(text)
      .map(({ source }) => source)
      .join('')
  }

  /** The text cut at its words; `isLiquid` tells what was one. */
  pieces(text: string): readonly { readonly source: string; readonly isLiquid: boolean }[] {
    return text
      .split(new RegExp(`${this.#word}i(\\d+)z`))
      .map((piece, at) =>
        at % 2 === 1
          ? { source: this.#sources[Number(piece)] ?? '', isLiquid: true }
          : { source: piece, isLiquid: false },
      )
      .filter(({ source }) => source !== '')
  }

  isIn(text: string): boolean {
    return text.includes(this.#word)
  }
}
