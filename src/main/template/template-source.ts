/** A template file as read: its document with placeholders still in it, and where each text stands. */
import { InputError } from '../../shared/errors.ts'
import { checkDocument, keyPath, type MessageDocument, refusal } from '../mail/message-file.ts'
import { type Located, parseJson } from '../mail/strict-json.ts'
import { parseFrontMatter } from './front-matter.ts'
import type { TextPlace } from './text-place.ts'

const FORMATS = ['markdown', 'html', 'text'] as const

/** How the body below front matter is written; undefined for JSON, where contentSubtype says it. */
export type Format = (typeof FORMATS)[number]

export interface TemplateSource {
  readonly document: MessageDocument
  readonly format: Format | undefined
  /** BCP 47 tag of the words, for the HTML made of Markdown. */
  readonly language?: string | undefined
  placeOf(path: readonly PropertyKey[]): TextPlace
  /** The error for a value that has the right type and still cannot be used. */
  refuse(path: readonly PropertyKey[], problem: string): InputError
}

/** BCP 47, as far as anybody needs it. */
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/

const code = 'invalid-template'
const example = '{{ email }}'

/** JSON where the text starts with a brace, else front matter and body. Throws InputError `invalid-template`. */
export function readTemplate(source: string, file: string): TemplateSource {
  const text = source.replace(/^\uFEFF/, '')
  return text.trimStart().startsWith('{') ? readJson(text, file) : readFrontMatter(text, file)
}

function readJson(text: string, file: string): TemplateSource {
  const located = parseJson(text, (problem, line) => {
    return new InputError(code, `${file}, line ${line}: ${problem}.`, { file, line })
  })
  return {
    document: checkDocument(located, { code, file, example }),
    format: undefined,
    placeOf: (path) => ({ file, field: keyPath(path), lineOf: () => located.lineOf(path) }),
    refuse: (path, problem) => refusal(located, path, problem, { code, file }),
  }
}

function readFrontMatter(text: string, file: string): TemplateSource {
  const { settings, body, bodyLine } = parseFrontMatter(text, file)
  const refuse = (path: readonly PropertyKey[], problem: string) =>
    refusal(settings, path, problem, { code, file })
  const { format, language, rest } = takeFormat(settings, refuse)
  const document = checkDocument(
    { ...settings, value: rest },
    { code, file, example, otherKey: 'format, language' },
  )
  if (document.body !== undefined) throw refuse(['body'], 'is the text below the settings; write it there')
  if (format !== 'text' && document.contentSubtype !== undefined) {
    throw refuse(['contentSubtype'], `is decided by format: ${format}; remove one of them`)
  }
  const lineOf = (path: readonly PropertyKey[]) => (line: number) =>
    path[0] === 'body' ? bodyLine + line - 1 : settings.lineOf(path)
  return {
    document: { ...document, body },
    format,
    language,
    placeOf: (path) => ({ file, field: keyPath(path), lineOf: lineOf(path) }),
    refuse,
  }
}

interface OwnSettings {
  readonly format: Format
  readonly language: string | undefined
  readonly rest: unknown
}

/** What only front matter knows, apart from the message. */
function takeFormat({ value }: Located, refuse: TemplateSource['refuse']): OwnSettings {
  if (typeof value !== 'object' || value === null) return { format: 'text', language: undefined, rest: value }
  const { format: given = 'text', language, ...rest } = { format: undefined, language: undefined, ...value }
  const format = FORMATS.find((known) => known === given)
  if (!format) throw refuse(['format'], `must be one of ${FORMATS.join(', ')}`)
  return { format, language: languageOf(language, format, refuse), rest }
}

function languageOf(given: unknown, format: Format, refuse: TemplateSource['refuse']): string | undefined {
  if (given === undefined) return undefined
  if (format !== 'markdown') {
    throw refuse(['language'], 'is for format: markdown; elsewhere write lang="…" into the HTML')
  }
  if (typeof given === 'string' && LANGUAGE.test(given)) return given
  throw refuse(['language'], 'must be a language tag such as en, ja or pt-BR')
}
