/** Address fields: a name from a cell is a name, whatever header syntax it holds. */
import { compileText, type LiquidText } from './liquid.ts'
import { scanLiquid } from './liquid-scan.ts'
import type { TextPlace } from './text-place.ts'

/** Stands for a placeholder while the form of the source is looked at; no author writes it. */
const PLACEHOLDER = '\uFFFC'

/** `name <address>`, the name with a placeholder and perhaps in quotes. */
const NAME_AND_ADDRESS = /^\s*(?:"([^"\\]*)"|([^"<>\\]*))\s*<([^<>]*)>\s*$/d

/**
 * `{{ name }} <{{ email }}>` becomes a quoted name and an address; where the name is blank, the address
 * alone. Any other form is filled in as it stands and must then be an address.
 */
export function compileMailbox(source: string, place: TextPlace): LiquidText {
  const whole = compileText(source, place)
  const parts = nameAndAddress(source, place)
  if (!parts) return whole
  const [name, address] = parts.map((part) => compileText(part, place))
  if (!name || !address) return whole
  return {
    columns: whole.columns,
    render(row) {
      const shown = withoutBlanks(name.render(row))
      const mailbox = address.render(row)
      return shown === '' ? mailbox : `"${escaped(shown)}" <${mailbox}>`
    },
  }
}

/** Looked at before they are changed, here and below: hardly a name needs it, and a list has millions. */
function withoutBlanks(name: string): string {
  return name.startsWith(' ') || name.endsWith(' ') ? name.replace(/^ +| +$/g, '') : name
}

function escaped(name: string): string {
  return name.includes('"') || name.includes('\\') ? name.replace(/["\\]/g, '\\$&') : name
}

function nameAndAddress(source: string, place: TextPlace): readonly [string, string] | null {
  const pieces = scanLiquid(source, place)
  if (pieces.some(({ kind }) => kind === 'block')) return null
  const form = pieces
    .map(({ kind, text }) => (kind === 'literal' ? text : PLACEHOLDER.repeat(text.length)))
    .join('')
  const spans = NAME_AND_ADDRESS.exec(form)?.indices
  const name = spans?.[1] ?? spans?.[2]
  const address = spans?.[3]
  if (!name || !address || !form.slice(...name).includes(PLACEHOLDER)) return null
  return [source.slice(...name), source.slice(...address)]
}
