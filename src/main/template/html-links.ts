/** Where the values of an HTML template go: refuses places no escaping can make safe, guards link targets. */
import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { isTargetAttribute } from './link-target.ts'
import { LinkTargetTag } from './link-target-tag.ts'
import type { LiquidTokens } from './liquid-tokens.ts'

/** A stretch of the HTML, end excluded. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Lists of targets in a syntax of their own. */
const TARGET_LISTS = ['srcset', 'imagesrcset', 'ping', 'archive']

/**
 * `html` holds the placeholders of `tokens`; the result has a guard around every link target with a value.
 * `refuse` makes the error for a placeholder in a place it must not have, at an offset of `html`.
 */
export function guardLinks(
  html: string,
  tokens: LiquidTokens,
  refuse: (problem: string, offset: number) => Error,
): string {
  const targets = new PlaceReader(html, tokens, refuse).read()
  let guarded = ''
  let last = 0
  for (const { attribute, start, end } of targets) {
    const [open, close] = LinkTargetTag.around(attribute)
    guarded +=
      html.slice(last, start) +
      tokens.add(open, 'block') +
      html.slice(start, end) +
      tokens.add(close, 'block')
    last = end
  }
  return guarded + html.slice(last)
}

class PlaceReader {
  readonly #html: string
  readonly #tokens: LiquidTokens
  readonly #refuse: (problem: string, offset: number) => Error
  readonly #targets: (Span & { readonly attribute: string })[] = []
  #element = ''
  #attribute = ''
  #value: Span | null = null

  constructor(html: string, tokens: LiquidTokens, refuse: (problem: string, offset: number) => Error) {
    this.#html = html
    this.#tokens = tokens
    this.#refuse = refuse
  }

  read() {
    const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false }, this.#callbacks())
    tokenizer.write(this.#html)
    tokenizer.end()
    return this.#targets
  }

  #callbacks(): TokenizerCallbacks {
    const nothing = () => {}
    return {
      onopentagname: (start, end) => {
        this.#refuseIn({ start, end }, 'the name of an element')
        this.#element = this.#name(start, end)
      },
      onclosetag: (start, end) => {
        this.#refuseIn({ start, end }, 'the name of an element')
        this.#element = ''
      },
      ontext: (start, end) => {
        if (this.#element === 'script') this.#refuseIn({ start, end }, 'a script')
      },
      onattribname: (start, end) => {
        this.#refuseIn({ start, end }, 'the name of an attribute')
        this.#attribute = this.#name(start, end)
      },
      onattribdata: (start, end) => {
        this.#value = { start: this.#value?.start ?? start, end }
      },
      onattribend: (quote) => {
        if (this.#value !== null) this.#attributeValue(quote, this.#value)
        this.#value = null
      },
      onattribentity: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
      ontextentity: nothing,
    }
  }

  #attributeValue(quote: QuoteType, span: Span): void {
    const attribute = this.#attribute
    if (!this.#holdsValue(span)) return
    if (quote === QuoteType.Unquoted)
      this.#refuseIn(span, `an attribute without quotes; write ${attribute}="…"`)
    if (attribute.startsWith('on')) this.#refuseIn(span, `the script in ${attribute}`)
    if (TARGET_LISTS.includes(attribute)) this.#refuseIn(span, `${attribute}; use src or href`)
    if (isTargetAttribute(attribute)) this.#targets.push({ ...span, attribute })
  }

  /** Without the tags around it, as in `{% if wide %}width{% endif %}`. */
  #name(start: number, end: number): string {
    return this.#html
      .slice(start, end)
      .replace(new RegExp(this.#tokens.pattern('any'), 'g'), '')
      .toLowerCase()
  }

  #holdsValue({ start, end }: Span): boolean {
    return this.#tokens.has(this.#html.slice(start, end), 'output')
  }

  #refuseIn(span: Span, place: string): void {
    if (this.#holdsValue(span)) throw this.#refuse(`a value cannot stand in ${place}`, span.start)
  }
}
