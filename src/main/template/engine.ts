/** The two Liquid engines: one for text, where values stand as they are, one for HTML, where they are escaped. */
import { type Context, Liquid, toValue } from 'liquidjs'
import { countLoops } from './budget.ts'
import { formatDate } from './date-filter.ts'
import { LinkTargetTag } from './link-target-tag.ts'

/** Whether values are escaped for HTML. */
export type Escaping = 'text' | 'html'

/** Everything else of Liquid is left out: reading files, counters that change the row, markup for loops. */
const TAGS = [
  '#',
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  'continue',
  'cycle',
  'echo',
  'for',
  'if',
  'raw',
  'unless',
]

/** Parts of the tags above. */
const INNER_TAGS = [
  'else',
  'elsif',
  'when',
  'endcapture',
  'endcase',
  'endcomment',
  'endfor',
  'endif',
  'endraw',
  'endunless',
]

/**
 * Left out: filters that evaluate text as an expression (a value would become code), read the clock, use
 * chance, or work on objects.
 */
const FILTERS = (
  'abs append at_least at_most base64_decode base64_encode capitalize ceil cgi_escape compact concat date default ' +
  'divided_by downcase escape escape_once first floor join last lstrip minus modulo newline_to_br ' +
  'normalize_whitespace plus prepend raw remove remove_first remove_last replace replace_first replace_last ' +
  'reverse round rstrip sha256 size slice slugify sort sort_natural split squish strip strip_html strip_newlines ' +
  'times truncate truncatewords uniq upcase uri_escape url_decode url_encode xml_escape'
).split(' ')

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/** Safe in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

const engines = { text: makeEngine('text'), html: makeEngine('html') }

export function engineFor(escaping: Escaping): Liquid {
  return engines[escaping]
}

export function isKnownTag(name: string): boolean {
  return TAGS.includes(name) || INNER_TAGS.includes(name)
}

export const TAG_NAMES: string = TAGS.filter((name) => name !== '#').join(', ')

function makeEngine(escaping: Escaping): Liquid {
  const write = escaping === 'html' ? (value: unknown) => escapeHtml(stringOf(value)) : stringOf
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    // In place of the disk: templates live in one file.
    templates: {},
    globals: Object.create(null),
    outputEscape: function charge(this: { readonly context: Context }, value: unknown) {
      const text = write(value)
      this.context.memoryLimit.use(text.length)
      return text
    },
  })
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name]
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) engine.unregisterFilter(name)
  engine.registerFilter('date', (value: unknown, format: unknown) =>
    formatDate(stringOf(value), stringOf(format)),
  )
  registerEscapes(engine, escaping)
  countLoops(engine)
  if (escaping === 'html') engine.registerTag(LinkTargetTag.tagName, LinkTargetTag)
  return engine
}

/** Escaping by hand is fine in HTML, where it must not happen twice, and means nothing in text. */
function registerEscapes(engine: Liquid, escaping: Escaping): void {
  for (const name of ['escape', 'escape_once', 'xml_escape']) {
    const builtIn = engine.filters[name]
    const handler = typeof builtIn === 'function' ? builtIn : stringOf
    engine.registerFilter(name, { raw: true, handler: escaping === 'html' ? handler : stringOf })
  }
  const withBreaks = (value: unknown) => escapeHtml(stringOf(value)).replace(/\r\n?|\n/g, '<br>\n')
  engine.registerFilter('newline_to_br', { raw: true, handler: escaping === 'html' ? withBreaks : stringOf })
}

/** What LiquidJS would write for a value. */
function stringOf(value: unknown): string {
  const plain: unknown = toValue(value)
  if (typeof plain === 'string') return plain
  if (plain === null || plain === undefined) return ''
  return Array.isArray(plain) ? plain.map(stringOf).join('') : String(plain)
}
