/** Liquid in text as its tokenizer in main finds it: quotes hide the end of an output, but not of a tag. */

const QUOTED = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/.source
/** A second `{{` begins anew: what was opened before it was never closed. */
const OUTPUT = String.raw`\{\{(?:${QUOTED}|[^"'{}]|\{(?!\{)|\}(?!\}))*\}\}`
const TAG = String.raw`\{%(?:[^%]|%(?!\}))*%\}`

/** Matches one whole `{{ … }}` or `{% … %}`. */
export function liquidPattern(): RegExp {
  return new RegExp(`${OUTPUT}|${TAG}`, 'g')
}

const QUOTED_PARTS = new RegExp(`(${QUOTED})`)
const INLINE_TAG = /<\/?(?:b|strong|i|em|u|s|span|font|a|code|mark|small|sub|sup|br|wbr)(?:\s[^<>]*)?\/?>/gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

/** What other programs put into a placeholder, outside of its quotes, taken out again: markup and entities. */
export function mendLiquid(source: string): string {
  return source
    .split(QUOTED_PARTS)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(INLINE_TAG, '')
            .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
            .replace(/\u00a0/g, ' '),
    )
    .join('')
}

export interface LiquidShape {
  readonly kind: 'field' | 'tag'
  /** The field, or the whole tag, without its braces. */
  readonly label: string
  /** Filters, with their bars; empty for none. */
  readonly filters: string
  /** Columns it uses, as far as they can be told. */
  readonly uses: readonly string[]
  /** Names it makes for what comes after it. */
  readonly gives: readonly string[]
}

/** What a placeholder is, and what it is shown as. */
export function liquidShape(source: string): LiquidShape {
  const inner = source.slice(2, -2).replace(/^-|-$/g, '').trim()
  if (source.startsWith('{%')) {
    return { kind: 'tag', label: inner, filters: '', uses: usedByTag(inner), gives: givenByTag(inner) }
  }
  const [expression = '', ...filters] = splitAtBars(inner)
  const field = fieldOf(expression.trim())
  return {
    kind: 'field',
    label: field ?? expression.trim(),
    filters: filters.map((filter) => `| ${filter.trim()}`).join(' '),
    uses: field === null ? [] : [field],
    gives: [],
  }
}

const WORD = String.raw`[^\s|.,:[\]"'{}()<>=!]+`
const NO_FIELD = /^(?:-?\d.*|true|false|nil|null|empty|blank|and|or|not|contains)$/

/** The field an expression names; null for a literal or anything longer. */
function fieldOf(expression: string): string | null {
  const inBrackets = /^row\s*\[\s*(?:"([^"]*)"|'([^']*)')\s*\]$/.exec(expression)
  if (inBrackets) return inBrackets[1] ?? inBrackets[2] ?? null
  const word = new RegExp(`^(?:row\\.)?(${WORD})$`).exec(expression)?.[1]
  return word === undefined || NO_FIELD.test(word) ? null : word
}

function usedByTag(inner: string): readonly string[] {
  const condition = /^(?:if|elsif|unless|case)\s([\s\S]*)$/.exec(inner)?.[1] ?? ''
  const bare = condition.replace(new RegExp(QUOTED, 'g'), ' ')
  // A word after a dot is a property of the one before it.
  const words = bare.matchAll(new RegExp(String.raw`(?:^|[\s(<>=!,])(${WORD})`, 'g'))
  return [...words].flatMap(([, word = '']) => (NO_FIELD.test(word) ? [] : [word]))
}

function givenByTag(inner: string): readonly string[] {
  const name = new RegExp(`^(?:assign|capture|for)\\s+(${WORD})`).exec(inner)?.[1]
  return name === undefined ? [] : [name]
}

/** The parts of an expression between its bars, those in quotes not counted. */
export function splitAtBars(text: string): readonly string[] {
  const parts = ['']
  for (const [at, piece] of text.split(QUOTED_PARTS).entries()) {
    const [first = '', ...rest] = at % 2 === 1 ? [piece] : piece.split('|')
    parts[parts.length - 1] += first
    parts.push(...rest)
  }
  return parts
}
