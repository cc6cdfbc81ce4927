/** Text templates: YAML front matter between two lines of dashes, the body below. */
import { isMap, isScalar, LineCounter, type Pair, type ParsedNode, parseDocument, visit } from 'yaml'
import { InputError } from '../../shared/errors.ts'
import type { Located } from '../mail/strict-json.ts'

export interface FrontMatter {
  readonly settings: Located
  readonly body: string
  /** Physical line the body starts on. */
  readonly bodyLine: number
}

const QUOTE_IT = 'put quotes around a value with placeholders, as in to: ["{{ email }}"]'

/** More than any template; each may repeat everything before it. */
const MOST_ALIASES = 10

/** Throws InputError `invalid-template` with the line. */
export function parseFrontMatter(source: string, file: string): FrontMatter {
  const refuse = (problem: string, line: number) =>
    new InputError('invalid-template', `${file}, line ${line}: ${problem}.`, { file, line })
  const lines = source.split(/\r?\n/)
  if (lines[0]?.trimEnd() !== '---') {
    throw refuse('a template starts with --- and its settings, or with { as JSON', 1)
  }
  const close = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (close < 0) throw refuse('the settings are not closed; put a line --- after them', 1)
  const settings = parseSettings(lines.slice(1, close).join('\n'), refuse)
  const body = source.split('\n').slice(close + 1).join('\n')
  return { settings, body, bodyLine: close + 2 }
}

function parseSettings(yaml: string, refuse: (problem: string, line: number) => Error): Located {
  const counter = new LineCounter()
  // Every scalar is text: a subject of 2026 or yes is no number and no truth value.
  const document = parseDocument(yaml, { schema: 'failsafe', lineCounter: counter, prettyErrors: false })
  // The settings start on the second line of the file.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const line = lineAt(problem.pos[0])
    const looksUnquoted = /\{[{%]/.test(yaml.split('\n')[line - 2] ?? '')
    throw refuse(looksUnquoted ? QUOTE_IT : `this is not valid YAML (${problem.message})`, line)
  }
  visit(document, {
    Pair(_key, pair) {
      if (!isScalar(pair.key)) throw refuse(QUOTE_IT, lineAt(startOf(pair)))
    },
    Scalar(_key, scalar) {
      // In `subject: Order #{{ number }}` YAML takes the rest for a comment.
      if (/\{[{%]/.test(scalar.comment ?? '')) throw refuse(QUOTE_IT, lineAt(scalar.range?.[0] ?? 0))
    },
  })
  return {
    value: document.contents === null ? {} : document.toJS({ maxAliasCount: MOST_ALIASES }),
    lineOf: (path) => {
      const node = document.getIn(path, true)
      return undefined
    },
  }
}
