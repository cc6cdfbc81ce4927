/** Reads JSON as RFC 8259 has it, remembering the line of every value; a key written twice is refused. */
import { visible } from './visible.ts'

/** A parsed text that still knows where each of its values stands. */
export interface Located {
  readonly value: unknown
  /** Physical line, counted from 1; undefined for a path that is not in the text. */
  lineOf(path: readonly PropertyKey[]): number | undefined
}

/** Turns a problem on a line into the error to throw. */
export type Refuse = (problem: string, line: number) => Error

/** Deeper than any message; a parser that calls itself must stop somewhere. */
const DEEPEST = 32

const BLANKS = /[ \t\r\n]*/y
const TOKEN = /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|[[\]{}:,]|$/y

interface Token {
  readonly kind: 'string' | 'literal' | 'mark' | 'end'
  readonly text: string
  readonly line: number
}

/** Objects come without prototype, so that `__proto__` is a key like any other. Throws what `refuse` makes. */
export function parseJson(text: string, refuse: Refuse): Located {
  const reader = new Reader(text, refuse)
  const value = reader.read()
  return { value, lineOf: (path) => reader.lines.get(JSON.stringify(path)) }
}

class Reader {
  readonly lines = new Map<string, number>()
  readonly #text: string
  readonly #refuse: Refuse
  #token: Token
  #position = 0
  #line = 1

  constructor(text: string, refuse: Refuse) {
    this.#text = text
    this.#refuse = refuse
    this.#token = this.#next()
  }

  read(): unknown {
    const value = this.#value([])
    if (this.#token.kind !== 'end') throw this.#unexpected('the end of the file')
    return value
  }

  #value(path: readonly (string | number)[]): unknown {
    const token = this.#token
    this.lines.set(JSON.stringify(path), token.line)
    if (path.length > DEEPEST) throw this.#problem('this is nested too deeply')
    if (token.text === '{') return this.#object(path)
    if (token.text === '[') return this.#array(path)
    if (token.kind !== 'string' && token.kind !== 'literal') throw this.#unexpected('a value')
    const value = this.#decode(token.text)
    this.#token = this.#next()
    return value
  }

  #object(path: readonly (string | number)[]): object {
    const object: Record<string, unknown> = Object.create(null)
    this.#members('}', () => {
      if (this.#token.kind !== 'string') throw this.#unexpected('a key in double quotes')
      const key = String(this.#decode(this.#token.text))
      if (Object.hasOwn(object, key)) throw this.#problem(`the key ${visible(key)} is given twice`)
      this.#token = this.#next()
      this.#expect(':')
      object[key] = this.#value([...path, key])
    })
    return object
  }

  #array(path: readonly (string | number)[]): readonly unknown[] {
    const array: unknown[] = []
    this.#members(']', () => array.push(this.#value([...path, array.length])))
    return array
  }

  #members(close: string, member: () => void): void {
    this.#token = this.#next()
    if (this.#token.text !== close) {
      member()
      while (this.#token.text === ',') {
        this.#token = this.#next()
        member()
      }
    }
    this.#expect(close)
  }

  #expect(mark: string): void {
    if (this.#token.text !== mark) throw this.#unexpected(mark === ':' ? 'a colon' : `a comma or ${mark}`)
    this.#token = this.#next()
  }

  #next(): Token {
    this.#countLines(this.#match(BLANKS)?.[0] ?? '')
    const line = this.#line
    if (this.#text[this.#position] === '"') return { kind: 'string', text: this.#string(), line }
    const match = this.#match(TOKEN)
    if (!match) throw this.#invalid()
    const [text, literal] = match
    return { kind: literal !== undefined ? 'literal' : text === '' ? 'end' : 'mark', text, line }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position
    const match = pattern.exec(this.#text)
    if (match) this.#position = pattern.lastIndex
    return match
  }

  /** By hand: an attachment in the file may be larger than a regular expression can take. */
  #string(): string {
    let end = this.#position
    do {
      end = this.#text.indexOf('"', end + 1)
      if (end < 0) throw this.#refuse('a text is not closed by a double quote', this.#line)
    } while (this.#isEscaped(end))
    const text = this.#text.slice(this.#position, end + 1)
    if (/(?![\u007f-\u009f])\p{Cc}/u.test(text)) {
      throw this.#refuse('a text holds a line break or control character; write it as \\n', this.#line)
    }
    this.#position = end + 1
    return text
  }

  #isEscaped(quote: number): boolean {
    let start = quote
    while (this.#text[start - 1] === '\\') start--
    return (quote - start) % 2 === 1
  }

  #decode(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#problem(`${visible(text)} holds an escape JSON does not have`)
    }
  }

  #invalid(): Error {
    return this.#refuse(
      `${visible(this.#text.slice(this.#position, this.#position + 20))} is not valid JSON`,
      this.#line,
    )
  }

  /** No token holds a line break: those between them are all there are. */
  #countLines(blanks: string): void {
    for (let at = blanks.indexOf('\n'); at >= 0; at = blanks.indexOf('\n', at + 1)) this.#line++
  }

  #unexpected(wanted: string): Error {
    const { kind, text } = this.#token
    return this.#problem(`${wanted} was expected, not ${kind === 'end' ? 'the end of the file' : text}`)
  }

  #problem(problem: string): Error {
    return this.#refuse(problem, this.#token.line)
  }
}
