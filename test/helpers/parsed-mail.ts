/** What a message says to a reader that is not ours: Python's email package, with its modern policy. */
import { runPython } from './python.ts'

export interface ParsedPart {
  readonly type: string
  readonly charset: string | null
  readonly encoding: string | null
  readonly disposition: string | null
  readonly filename: string | null
  readonly contentId: string | null
  /** Decoded; line ends of text as LF. Null for a multipart. */
  readonly text: string | null
  readonly base64: string | null
  readonly parts: readonly ParsedPart[]
}

export interface ParsedMail {
  /** Name in lower case and decoded value, in order of their names; without MIME-Version and Content-*. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly root: ParsedPart
}

/** Defines `parse(octets)`, which gives a ParsedMail. */
export const PARSE_MAIL = `
import base64, email, email.policy

def parse_part(part):
    kind = part.get_content_type()
    parts = part.get_payload() if part.is_multipart() else []
    text = octets = None
    if not part.is_multipart():
        octets = part.get_payload(decode=True)
        if part.get_content_maintype() == 'text':
            text = octets.decode(part.get_content_charset() or 'ascii', 'replace').replace('\\r\\n', '\\n')
    return {
        'type': kind,
        'charset': part.get_content_charset(),
        'encoding': part['Content-Transfer-Encoding'] and str(part['Content-Transfer-Encoding']),
        'disposition': part.get_content_disposition(),
        'filename': part.get_filename(),
        'contentId': part['Content-ID'] and str(part['Content-ID']),
        'text': text,
        'base64': None if octets is None else base64.b64encode(octets).decode('ascii'),
        'parts': [parse_part(one) for one in parts],
    }

def header_value(value):
    if hasattr(value, 'addresses'):
        return ', '.join(f'{one.display_name!r} <{one.addr_spec}>' for one in value.addresses)
    return str(value)

def parse(octets):
    message = email.message_from_bytes(octets, policy=email.policy.default)
    generated = ('mime-version', 'content-')
    headers = [[name.lower(), header_value(value)] for name, value in message.items()
               if not name.lower().startswith(generated)]
    return {'headers': sorted(headers), 'root': parse_part(message)}
`

/** Each message parsed by Python, in one run. */
export function parseMails(messages: readonly Uint8Array[]): readonly ParsedMail[] {
  const cases = messages.map((octets) => Buffer.from(octets).toString('base64'))
  const script = `${PARSE_MAIL}\nresult = [parse(base64.b64decode(one)) for one in cases]`
  return runPython(script, cases) as readonly ParsedMail[]
}

/** `mixed(alternative(plain, html), pdf)`: the subtypes, nested. */
export function outline({ type, parts }: ParsedPart): string {
  const name = type.split('/')[1] ?? type
  return parts.length === 0 ? name : `${name}(${parts.map(outline).join(', ')})`
}
