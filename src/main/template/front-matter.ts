/** Text templates: YAML front matter between two lines of dashes, the body below. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { InputError } from '../../shared/errors.ts'
import type { Located, Refuse } from '../mail/strict-json.ts'

export interface FrontMatter {
  readonly settings: Located
  readonly body: string
  /** Physical line the body starts on. */
  readonly bodyLine: number
}

const QUOTE_IT = 'put quotes around a value with placeholders, as in to: ["{{ email }}"]'

/** Throws InputError `invalid-template` with the line. */
export function parseFrontMatter(source: string, file: string): FrontMatter {
  const refuse: Refuse = (problem, line) =>
    new InputError('invalid-template', `${file}, line ${line}: ${problem}.`, { file, line })
  const lines = source.split('\n')
  const settings = (end: number) =>
    lines
      .slice(1, end)
      .map((line) => line.replace(/\r$/, ''))
      .join('\n')
  if (lines[0]?.trimEnd() !== '---') {
    throw refuse('a template starts with a line --- and its settings, or with { as JSON', 1)
  }
  const close = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (close < 0) throw refuse('the settings are not closed; put a line --- after them', 1)
  return {
    settings: parseSettings(settings(close), refuse),
    body: lines.slice(close + 1).join('\n'),
    bodyLine: close + 2,
  }
}

function parseSettings(yaml: string, refuse: Refuse): Located {
  const counter = new LineCounter()
  // The settings start on the second line of the file.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1
  // Failsafe: every scalar is text, so that a subject of 2026 or yes is no number and no truth value.
  const document = parseDocument(yaml, { schema: 'failsafe', lineCounter: counter, prettyErrors: false })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const line = lineAt(problem.pos[0])
    const isUnquoted = /\{[{%]/.test(yaml.split('\n')[line - 2] ?? '')
    throw refuse(isUnquoted ? QUOTE_IT : `this is not valid YAML (${problem.message})`, line)
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw refuse('the settings must be lines such as subject: Hello', 2)
  }
  assertPlain(document, (reason, offset) => refuse(reason, lineAt(offset)))
  return {
    value: document.contents === null ? {} : document.toJS({ maxAliasCount: 0 }),
    lineOf(path) {
      const node = document.getIn(path, true)
      return isNode(node) && node.range ? lineAt(node.range[0]) : undefined
    },
  }
}

/** Refuses what valid YAML can hold and settings have no use for, most of it an unquoted placeholder. */
function assertPlain(document: Document, refuse: (problem: string, offset: number) => Error): void {
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key)) throw refuse(QUOTE_IT, isNode(key) ? (key.range?.[0] ?? 0) : 0)
    },
    Alias(_, { range }) {
      throw refuse('aliases are not offered; write the value again', range?.[0] ?? 0)
    },
    Scalar(_, { comment, type, range }) {
      // In `subject: Order #{{ number }}` YAML takes what follows the blank for a comment.
      const isLostText = type === 'PLAIN' && comment && (!/^\s/.test(comment) || /\{[{%]/.test(comment))
      if (isLostText) throw refuse(`text after # is a comment; ${QUOTE_IT}`, range?.[0] ?? 0)
    },
  })
}
