/**
 * The same messages built by Django and by Mailwright must say the same to a third party, Python's parser.
 * A case that lists a deviation fails as soon as there is none any more.
 */
import { spawnSync } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  type Connection,
  EmailMessage,
  EmailMultiAlternatives,
  getConnection,
  InputError,
} from '../../src/main/api/index.ts'
import { PARSE_MAIL, type ParsedMail, type ParsedPart } from '../helpers/parsed-mail.ts'
import { runPython } from '../helpers/python.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { CASES, type DjangoContent, type DjangoMessage } from './django-cases.ts'

const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import django']).status === 0,
)
if (!python) process.stderr.write('Django is not installed: the comparison with it is skipped.\n')

/** Null where the message was refused. */
interface Built {
  readonly mail: ParsedMail
  /** As in MAIL FROM and RCPT TO. */
  readonly envelope: readonly string[]
}

/** Builds each case with Django and parses both results. */
const DJANGO = `${PARSE_MAIL}
from email.utils import parseaddr
from django.conf import settings
settings.configure(DEFAULT_CHARSET='utf-8', EMAIL_BACKEND='django.core.mail.backends.locmem.EmailBackend')
from django.core import mail
from django.core.mail.message import sanitize_address

def content_of(value):
    if isinstance(value, str): return value
    return base64.b64decode(value['base64']) if 'base64' in value else email_of(value['message'])

def email_of(case):
    fields = {name: case[name] for name in ('subject', 'body', 'from_email', 'to', 'cc', 'bcc', 'reply_to', 'headers')
              if name in case}
    made = mail.EmailMultiAlternatives(**fields) if 'alternatives' in case else mail.EmailMessage(**fields)
    made.content_subtype = case.get('content_subtype', 'plain')
    made.encoding = case.get('encoding')
    for content, mimetype in case.get('alternatives', []):
        made.attach_alternative(content_of(content), mimetype)
    for filename, content, *mimetype in case.get('attachments', []):
        made.attach(filename, content_of(content), *mimetype)
    return made

def build(case):
    made = email_of(case)
    encoding = made.encoding or 'utf-8'
    addresses = [made.from_email] + made.recipients()
    try:
        envelope = [parseaddr(sanitize_address(one, encoding))[1] for one in addresses]
        octets = made.message().as_bytes(linesep='\\r\\n')
    except ValueError:
        return None
    return {'mail': parse(octets), 'envelope': envelope}

result = [{'django': build(case['message']), 'ours': case['ours'] and {
    'mail': parse(base64.b64decode(case['ours']['octets'])), 'envelope': case['ours']['envelope']}} for case in cases]
`

describe.skipIf(!python)('parity with Django', () => {
  it('finds in both what was meant, or a deviation that is listed', async () => {
    const connection = await getConnection({ backend: 'dummy', dataDir: await tempDir() })
    const input = []
    for (const one of CASES) {
      const message = withDefaults(one)
      input.push({ message, ours: await build(emailOf(message, connection), connection) })
    }
    const answers = runPython(DJANGO, input, python) as { django: Built | null; ours: Built | null }[]
    const found = CASES.map(({ title, deviates = {} }, i) => {
      const { django = null, ours = null } = answers[i] ?? {}
      const all = differences(django, ours)
      const unlisted = all.filter(({ aspect }) => !(aspect in deviates))
      const obsolete = Object.keys(deviates).filter((name) => !all.some(({ aspect }) => aspect === name))
      return { title, unlisted, obsolete }
    })
    expect(found.filter(({ unlisted, obsolete }) => unlisted.length + obsolete.length > 0)).toEqual([])
  })
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

async function build(
  email: EmailMessage,
  connection: Connection,
): Promise<{ octets: string; envelope: string[] } | null> {
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

function octetsOf(content: Exclude<DjangoContent, { message: DjangoMessage }>): string | Buffer {
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
    ['contents', parts.map(({ text, base64 }) => text ?? base64)],
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
