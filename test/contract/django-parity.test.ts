/**
 * The same messages built by Django and by Mailwright must say the same to a third party, Python's parser.
 * A case that lists a deviation fails as soon as there is none any more.
 */
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Connection,
  EmailMessage,
  EmailMultiAlternatives,
  getConnection,
  InputError,
} from '../../src/main/api/index.ts'
import { CASES, type DjangoContent, type DjangoMessage, type DjangoOctets } from './django-cases.ts'
import {
  askDjango,
  type Built,
  hasDjango,
  type Octets,
  type ParsedMail,
  type ParsedPart,
} from './django-oracle.ts'

describe.skipIf(!hasDjango)('parity with Django', () => {
  let answers: ReturnType<typeof askDjango> = []

  beforeAll(async () => {
    // A folder without settings: the defaults are used.
    const connection = await getConnection({ backend: 'dummy', dataDir: import.meta.dirname })
    const messages = CASES.map(withDefaults)
    const ours = await Promise.all(messages.map((message) => build(emailOf(message, connection), connection)))
    answers = askDjango(messages.map((message, i) => ({ message, ours: ours[i] ?? null })))
  })

  it.each(CASES.map((one, i) => [one.title, one.deviates ?? {}, i] as const))(
    'holds for %s',
    (_, deviates, i) => {
      const { django = null, ours = null } = answers[i] ?? {}
      const found = differences(django, ours)
      expect(found.filter(({ aspect }) => !(aspect in deviates))).toEqual([])
      expect(found.map(({ aspect }) => aspect)).toEqual(Object.keys(deviates))
    },
  )
})

function withDefaults(message: DjangoMessage): DjangoMessage {
  return {
    subject: 'Subject',
    body: 'Content\n',
    from_email: 'from@example.com',
    to: ['to@example.com'],
    ...message,
  }
}

async function build(email: EmailMessage, connection: Connection): Promise<Octets | null> {
  try {
    const octets = await email.message()
    const { envelope } = email.build(connection.context)
    return { octets: octets.toString('base64'), envelope: [envelope.from, ...envelope.to] }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

function emailOf(message: DjangoMessage, connection: Connection): EmailMessage {
  const { subject, body, to, cc, bcc, headers, alternatives } = message
  const fields = { subject, body, from: message.from_email, to, cc, bcc, headers, connection }
  const options = {
    ...fields,
    replyTo: message.reply_to,
    charset: message.encoding,
    contentSubtype: message.content_subtype,
  }
  const email = alternatives ? new EmailMultiAlternatives(options) : new EmailMessage(options)
  if (email instanceof EmailMultiAlternatives) {
    for (const [content, type] of alternatives ?? []) email.attachAlternative(octetsOf(content), type)
  }
  for (const [filename, content, mimetype] of message.attachments ?? []) {
    const attached = isMessage(content) ? emailOf(content.message, connection) : octetsOf(content)
    email.attach(filename, attached, mimetype)
  }
  return email
}

function isMessage(content: DjangoContent): content is { readonly message: DjangoMessage } {
  return typeof content === 'object' && 'message' in content
}

function octetsOf(content: DjangoOctets): string | Buffer {
  return typeof content === 'string' ? content : Buffer.from(content.base64, 'base64')
}

interface Difference {
  readonly aspect: string
  readonly django: unknown
  readonly ours: unknown
}

function differences(django: Built | null, ours: Built | null): readonly Difference[] {
  const [theirs, own] = [aspects(django), aspects(ours)]
  return [...new Set([...theirs.keys(), ...own.keys()])]
    .map((aspect) => ({ aspect, django: theirs.get(aspect), ours: own.get(aspect) }))
    .filter((one) => !isDeepStrictEqual(one.django, one.ours))
}

/** Everything two messages may differ in, by name; a generated Date or Message-ID only in being there. */
function aspects(built: Built | null): ReadonlyMap<string, unknown> {
  if (!built) return new Map([['outcome', 'refused']])
  const { mail, envelope } = built
  const parts = walk(mail.root)
  return new Map<string, unknown>([
    ['outcome', 'built'],
    ...Map.groupBy(mail.headers.map(withoutChance), ([name]) => name),
    ['envelope', envelope],
    ['types', parts.map(({ type }) => type)],
    ['charsets', parts.map(({ charset }) => charset)],
    ['dispositions', parts.map(({ disposition }) => disposition)],
    ['filenames', parts.map(({ filename }) => filename)],
    ['contents', parts.map(({ content }) => content)],
  ])
}

function withoutChance([name, value]: ParsedMail['headers'][number]): readonly [string, string] {
  const isGenerated =
    (name === 'date' && !value.includes('2001')) || (name === 'message-id' && value !== 'foo')
  return [name, isGenerated ? 'generated' : value]
}

function walk(part: ParsedPart): readonly ParsedPart[] {
  return [part, ...part.parts.flatMap(walk)]
}
