/** Finds the next line end, quote and delimiter in a text, each searched for once however often it is asked. */

/** Greater than every index. */
export const NONE = 0x3fffffff

const CR = 13
const LF = 10

/** The first of each at or after one position. */
interface Landmarks {
  readonly lineFeed: number
  readonly carriageReturn: number
  readonly quote: number
  readonly delimiter: number
}

export class TextScanner {
  readonly #delimiter: string
  #text = ''
  #lineFeed = -1
  #carriageReturn = -1
  #quote = -1
  #nextDelimiter = -1

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  reset(text: string): void {
    this.#text = text
    this.restore({ lineFeed: -1, carriageReturn: -1, quote: -1, delimiter: -1 })
  }

  /** What to restore before asking again for positions from `from` on, so that nothing is searched for twice. */
  landmarks(from: number): Landmarks {
    this.lineEnd(from)
    return {
      lineFeed: this.#lineFeed,
      carriageReturn: this.#carriageReturn,
      quote: this.quote(from),
      delimiter: this.delimiter(from),
    }
  }

  restore(known: Landmarks): void {
    this.#lineFeed = known.lineFeed
    this.#carriageReturn = known.carriageReturn
    this.#quote = known.quote
    this.#nextDelimiter = known.delimiter
  }

  /** Index of the first CR or LF at or after `from`, or NONE. Like the others, to be asked in rising order. */
  lineEnd(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = this.#find('\n', from)
    if (this.#carriageReturn < from) this.#carriageReturn = this.#find('\r', from)
    return Math.min(this.#lineFeed, this.#carriageReturn)
  }

  quote(from: number): number {
    if (this.#quote < from) this.#quote = this.#find('"', from)
    return this.#quote
  }

  delimiter(from: number): number {
    if (this.#nextDelimiter < from) this.#nextDelimiter = this.#find(this.#delimiter, from)
    return this.#nextDelimiter
  }

  /** Where the line after the line end at `index` starts; NONE when an LF could still follow its CR. */
  nextLine(index: number, final: boolean): number {
    if (this.#text.charCodeAt(index) !== CR) return index + 1
    if (index + 1 === this.#text.length) return final ? index + 1 : NONE
    return this.#text.charCodeAt(index + 1) === LF ? index + 2 : index + 1
  }

  #find(what: string, from: number): number {
    const index = this.#text.indexOf(what, from)
    return index === -1 ? NONE : index
  }
}
