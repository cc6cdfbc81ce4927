/** Asks Django itself to build messages, and Python's email package what they and ours say. */
import { spawnSync } from 'node:child_process'
import { runPython } from '../helpers/python.ts'
import type { DjangoMessage } from './django-cases.ts'

export interface ParsedPart {
  readonly type: string
  readonly charset: string | null
  readonly disposition: string | null
  readonly filename: string | null
  /** Text decoded, with LF line ends; anything else in base64; null for a container. */
  readonly content: string | null
  readonly parts: readonly ParsedPart[]
}

export interface ParsedMail {
  /** Name in lower case and decoded value, in order of their names; without MIME-Version and Content-*. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly root: ParsedPart
}

/** A message of ours, to be read by the same parser. */
export interface Octets {
  /** In base64. */
  readonly octets: string
  readonly envelope: readonly string[]
}

/** A message that was not refused. */
export interface Built {
  readonly mail: ParsedMail
  /** As in MAIL FROM and RCPT TO. */
  readonly envelope: readonly string[]
}

const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import django']).status === 0,
)

/** Whether there is a Python with Django; the comparison is skipped otherwise, and says so in one line. */
export const hasDjango = python !== undefined
if (!hasDjango) process.stderr.write('Django is not installed: the comparison with it is skipped.\n')

const SCRIPT = `
import base64, email, email.header, email.policy, email.utils

def parse_part(part):
    if part.is_multipart():
        content = None
    elif part.get_content_maintype() == 'text':
        text = part.get_payload(decode=True).decode(part.get_content_charset() or 'ascii', 'replace')
        content = text.replace('\\r\\n', '\\n')
    else:
        content = base64.b64encode(part.get_payload(decode=True)).decode('ascii')
    return {
        'type': part.get_content_type(),
        'charset': part.get_content_charset(),
        'disposition': part.get_content_disposition(),
        'filename': part.get_filename(),
        'content': content,
        'parts': [parse_part(one) for one in part.get_payload()] if part.is_multipart() else [],
    }

def header_value(value, raw):
    if not hasattr(value, 'addresses'): return str(value)
    # The modern parser keeps the space between two encoded words of a name (python/cpython#92081).
    decoded = lambda text: str(email.header.make_header(email.header.decode_header(text)))
    return ', '.join(f'{decoded(text)!r} <{address}>' for text, address in email.utils.getaddresses([raw]))

def parse(octets):
    message = email.message_from_bytes(octets, policy=email.policy.default)
    generated = ('mime-version', 'content-')
    raw = email.message_from_bytes(octets, policy=email.policy.compat32)
    headers = [[name.lower(), header_value(value, str(text))]
               for (name, value), text in zip(message.items(), raw.values())
               if not name.lower().startswith(generated)]
    return {'headers': sorted(headers), 'root': parse_part(message)}

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

/** Null stands for a message that was refused. */
export function askDjango(
  cases: readonly { readonly message: DjangoMessage; readonly ours: Octets | null }[],
): readonly { readonly django: Built | null; readonly ours: Built | null }[] {
  return runPython(SCRIPT, cases, python) as { django: Built | null; ours: Built | null }[]
}
