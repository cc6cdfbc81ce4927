/** The message files of the command line: what may stand in one, and how a file becomes a document. */
import { z } from 'zod'
import { type ErrorCode, InputError } from '../../shared/errors.ts'
import { type Located, parseJson } from './strict-json.ts'
import { visible } from './visible.ts'

/** A message as a file tells it: every field optional, attachments by path or content. */
export interface MessageDocument {
  readonly subject?: string | undefined
  readonly body?: string | undefined
  readonly from?: string | undefined
  readonly to?: readonly string[] | undefined
  readonly cc?: readonly string[] | undefined
  readonly bcc?: readonly string[] | undefined
  readonly replyTo?: readonly string[] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly contentSubtype?: string | undefined
  readonly charset?: string | undefined
  readonly alternatives?: readonly AlternativeDocument[] | undefined
  readonly attachments?: readonly AttachmentDocument[] | undefined
  /** ISO 8601, e.g. `2026-01-02T03:04:05Z`. */
  readonly date?: string | undefined
  /** With angle brackets. */
  readonly messageId?: string | undefined
}

export interface AlternativeDocument {
  readonly content: string
  readonly mimetype: string
}

/** Exactly one of `path`, `content` and `contentBase64`; the last two come with a `filename`. */
export interface AttachmentDocument {
  readonly path?: string | undefined
  readonly content?: string | undefined
  readonly contentBase64?: string | undefined
  readonly filename?: string | undefined
  readonly mimetype?: string | undefined
  readonly contentId?: string | undefined
}

const text = z.string().optional()
const list = z.array(z.string()).optional()

const alternativeShape = { content: z.string(), mimetype: z.string() }

const attachmentShape = {
  path: text,
  content: text,
  contentBase64: text,
  filename: text,
  mimetype: text,
  contentId: text,
}

const attachmentSchema = z
  .strictObject(attachmentShape)
  .superRefine(({ path, content, contentBase64, filename }, context) => {
    const given = [path, content, contentBase64].filter((value) => value !== undefined).length
    if (given !== 1) {
      context.addIssue({ code: 'custom', message: 'needs exactly one of path, content and contentBase64' })
    } else if (path === undefined && filename === undefined) {
      context.addIssue({ code: 'custom', message: 'needs a filename along with its content' })
    }
  })

const documentShape = {
  subject: text,
  body: text,
  from: text,
  to: list,
  cc: list,
  bcc: list,
  replyTo: list,
  headers: z.record(z.string(), z.string()).optional(),
  contentSubtype: text,
  charset: text,
  alternatives: z.array(z.strictObject(alternativeShape)).optional(),
  attachments: z.array(attachmentSchema).optional(),
  date: text,
  messageId: text,
}

const documentSchema: z.ZodType<MessageDocument> = z.strictObject(documentShape)

/** What a value must be, by zod's name for it. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'must be text in quotes',
  object: 'must be an object',
  record: 'must be an object with text values',
}

/** Where a document comes from: names the file in errors, and the code they carry. */
export interface DocumentSource {
  readonly file: string
  readonly code: ErrorCode
  /** An address as an example, and a key that the reader of the file understands besides ours. */
  readonly example: string
  readonly otherKey?: string
}

/**
 * Reads a JSON message file; a byte order mark is tolerated. `file` names it in errors.
 * Throws InputError `invalid-message-file` with line and key path.
 */
export function parseMessageFile(source: string, file: string): MessageDocument {
  const code = 'invalid-message-file'
  const located = parseJson(source.replace(/^\uFEFF/, ''), (problem, line) => {
    return new InputError(code, `${file}, line ${line}: ${problem}.`, { file, line })
  })
  const origin: DocumentSource = { code, file, example: 'a@example.com' }
  const document = checkDocument(located, origin)
  if (document.date !== undefined && !z.iso.datetime({ offset: true }).safeParse(document.date).success) {
    throw refusal(located, ['date'], 'must be a time such as 2026-01-02T03:04:05Z', origin)
  }
  return document
}

/** Accepts known keys of the right types only, whatever text the strings hold. Throws InputError. */
export function checkDocument(located: Located, source: DocumentSource): MessageDocument {
  const { success, data, error } = documentSchema.safeParse(located.value)
  if (!success) {
    const [issue] = error.issues
    const path = issue?.path ?? []
    if (issue?.code === 'unrecognized_keys') {
      const known = [
        ...Object.keys(shapeAt(path)),
        ...(path.length === 0 && source.otherKey ? [source.otherKey] : []),
      ].join(', ')
      throw refusal(located, [...path, ...issue.keys.slice(0, 1)], `is not a known key; use ${known}`, source)
    }
    const problem = issue?.code === 'invalid_type' ? kindOf(issue.expected, path, source) : issue?.message
    throw refusal(located, path, problem ?? 'is not valid', source)
  }
  const given = Object.keys(valueAt(located.value, 'headers') ?? {}).length
  // zod drops a key called __proto__ without a word, but a header must not be lost.
  if (given !== Object.keys(data.headers ?? {}).length) {
    throw refusal(located, ['headers'], 'cannot hold a header called __proto__', source)
  }
  return data
}

/** The error for a value of a document: names file, line and key path, as in `attachments[0].path`. */
export function refusal(
  located: Located,
  path: readonly PropertyKey[],
  problem: string,
  { file, code }: Pick<DocumentSource, 'file' | 'code'>,
): InputError {
  const field = keyPath(path)
  const line = path
    .map((_, index) => located.lineOf(path.slice(0, path.length - index)))
    .find((found) => found !== undefined)
  const place = line === undefined ? file : `${file}, line ${line}`
  return new InputError(code, `${place}: ${field === '' ? 'the message' : visible(field)} ${problem}.`, {
    file,
    line,
    field: field === '' ? undefined : field,
  })
}

/** `attachments[0].path` */
export function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : `${name}${name && '.'}${String(key)}`),
    '',
  )
}

function kindOf(
  expected: string,
  [key]: readonly PropertyKey[],
  { example }: DocumentSource,
): string | undefined {
  if (expected !== 'array') return KINDS[expected]
  const isObjects = key === 'attachments' || key === 'alternatives'
  return `must be a list${isObjects ? ' of objects' : `, as in ${String(key)}: ["${example}"]`}`
}

function shapeAt(path: readonly PropertyKey[]): object {
  if (path[0] === 'attachments') return attachmentShape
  return path[0] === 'alternatives' ? alternativeShape : documentShape
}

function valueAt(value: unknown, key: string): object | undefined {
  const found =
    typeof value === 'object' && value !== null
      ? Object.entries(value).find(([name]) => name === key)
      : undefined
  return typeof found?.[1] === 'object' ? (found[1] ?? undefined) : undefined
}
