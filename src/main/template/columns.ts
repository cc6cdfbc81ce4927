/** Which columns a parsed template uses, and whether every expression means what it looks like. */
import {
  type Arguments,
  analyzeSync,
  type Template,
  type Token,
  TypeGuards,
  toValueSync,
  type Variable,
} from 'liquidjs'

/** The name that holds all columns: `{{ row["First name"] }}`. */
export const ROW = 'row'

/** A use of columns that cannot be told before rendering, or does not mean what it looks like. */
export class UnclearExpression extends Error {
  /** Line of the template source, counted from 1. */
  readonly line: number

  constructor(problem: string, line: number) {
    super(problem)
    this.line = line
  }
}

/** In order of first use. Throws UnclearExpression. */
export function columnsOf(templates: Template[]): readonly string[] {
  const { globals } = analyzeSync(templates, { partials: false })
  return [...new Set(Object.values(globals).flat().map(columnOf))]
}

function columnOf({ segments: [root, column], location }: Variable): string {
  const name = root === ROW ? column : root
  if (typeof name === 'string') return name
  throw new UnclearExpression(`write a column name in quotes, as in ${ROW}["First name"]`, location.row)
}

/**
 * LiquidJS reads `{{ First name }}` as the column "First" and drops the rest, and `{{ [email] }}` as the
 * column whose name stands in the cell. Throws UnclearExpression for both.
 */
export function assertClear(templates: readonly Template[]): void {
  for (const template of templates) {
    for (const argument of template.arguments?.() ?? []) assertClearArgument(argument)
    const children: readonly Template[] = template.children ? toValueSync(template.children(false, true)) : []
    assertClear(children)
  }
}

type Argument = Arguments extends Iterable<infer T> ? T : never

function assertClearArgument(argument: Argument): void {
  if (!('initial' in argument)) {
    assertClearToken(argument)
    return
  }
  const { postfix } = argument.initial
  for (const token of postfix) assertClearToken(token)
  const [first] = postfix
  if (first && leftOver(postfix) > 1) {
    throw new UnclearExpression(
      `${first.getText()} is followed by something else; write a column name with blanks as ${ROW}["First name"]`,
      lineOf(first),
    )
  }
}

function assertClearToken(token: Token): void {
  if (TypeGuards.isRangeToken(token)) {
    assertClearToken(token.lhs)
    assertClearToken(token.rhs)
  } else if (TypeGuards.isPropertyAccessToken(token) && TypeGuards.isPropertyAccessToken(token.props[0])) {
    throw new UnclearExpression(
      `${token.getText()} takes a column name from a cell; write ${ROW}["First name"]`,
      lineOf(token),
    )
  }
}

/** Operands that stay on the stack of an expression in postfix order: one, where it is complete. */
function leftOver(postfix: readonly Token[]): number {
  return postfix.reduce((depth, token) => {
    if (!TypeGuards.isOperatorToken(token)) return depth + 1
    return token.operator === 'not' ? depth : depth - 1
  }, 0)
}

function lineOf(token: Token): number {
  const [line = 1] = token.getPosition()
  return line
}
