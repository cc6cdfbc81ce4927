/** One text with Liquid placeholders: compiled once, rendered for every row. */
import { Context, type Template } from 'liquidjs'
import { visible } from '../mail/visible.ts'
import { LONGEST_RESULT, limitWork, TooMuchWork } from './budget.ts'
import { assertClear, columnsOf, ROW } from './columns.ts'
import { type Escaping, engineFor } from './engine.ts'
import { invalidSource, unrenderable } from './liquid-error.ts'
import { scanLiquid } from './liquid-scan.ts'
import { plainRenderer } from './plain-text.ts'
import { rowError, type TextPlace } from './text-place.ts'

/** The cells of one row by column name, without prototype. */
export type Row = Readonly<Record<string, string>>

/** A text ready to be filled in. */
export interface LiquidText {
  /** The columns it names. */
  readonly columns: readonly string[]
  /** Throws InputError that names the field, and the column where there is one. */
  render(row: Row): string
}

/** A placeholder may start here. */
const OPENING = /\{[{%]/

/** Compiles what an author wrote. Values stand in the result as they are. */
export function compileText(source: string, place: TextPlace): LiquidText {
  if (!OPENING.test(source)) return { columns: [], render: () => source }
  scanLiquid(source, place)
  return compileLiquid(source, 'text', place)
}

/** Compiles source that was scanned before, and may hold tags of our own since then. */
export function compileLiquid(source: string, escaping: Escaping, place: TextPlace): LiquidText {
  if (!OPENING.test(source)) return { columns: [], render: () => source }
  const { templates, columns } = parse(source, escaping, place)
  const run = plainRenderer(templates, escaping) ?? ((row) => runTemplates(templates, escaping, row, place))
  return {
    columns,
    render(row) {
      assertColumns(columns, row, place)
      const text = run(row)
      if (text.length > LONGEST_RESULT) throw rowError('row-not-rendered', new TooMuchWork().message, place)
      if (OPENING.test(text)) assertNothingLeft(run(withoutBraces(columns, row)), place)
      return text
    },
  }
}

function parse(source: string, escaping: Escaping, place: TextPlace) {
  try {
    const templates = engineFor(escaping).parse(source)
    assertClear(templates)
    return { templates, columns: columnsOf(templates) }
  } catch (error) {
    throw invalidSource(error, place)
  }
}

function runTemplates(templates: Template[], escaping: Escaping, row: Row, place: TextPlace): string {
  const engine = engineFor(escaping)
  const names = Object.assign(Object.create(null), { [ROW]: row })
  const context = new Context(names, engine.options, { sync: true, globals: row }, { liquid: engine })
  limitWork(context)
  try {
    return engine.renderSync(templates, context)
  } catch (error) {
    throw unrenderable(error, place)
  }
}

/** Even in a branch that is not taken: a misspelt name should not wait for the row that takes it. */
function assertColumns(columns: readonly string[], row: Row, place: TextPlace): void {
  const missing = columns.find((column) => !Object.hasOwn(row, column))
  if (missing === undefined) return
  const similar = Object.keys(row).find((name) => name.toLowerCase() === missing.trim().toLowerCase())
  const hint = similar === undefined ? '' : `; it has ${visible(similar)}`
  throw rowError('missing-field', `the row has no column ${visible(missing)}${hint}`, place)
}

/** What still looks like a placeholder when no cell can have brought it comes from the template. */
function withoutBraces(columns: readonly string[], row: Row): Row {
  const masked: Record<string, string> = Object.create(null)
  for (const column of columns) masked[column] = (row[column] ?? '').replaceAll('{', '(')
  return masked
}

function assertNothingLeft(text: string, place: TextPlace): void {
  for (const [open, close] of [
    ['{{', '}}'],
    ['{%', '%}'],
  ] as const) {
    const start = text.indexOf(open)
    const end = start < 0 ? -1 : text.indexOf(close, start)
    if (end < 0) continue
    const left = visible(text.slice(start, end + 2))
    throw rowError(
      'leftover-placeholder',
      `${left} is still there after rendering; remove it, or what keeps it from being filled in`,
      place,
    )
  }
}
