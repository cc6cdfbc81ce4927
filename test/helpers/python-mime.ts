/** What python3's email package reads out of a message: an oracle that shares no code with ours. */
import { runPython } from './python.ts'

export interface ParsedPart {
  readonly type: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly params: Readonly<Record<string, string>>
  readonly encoding: string | null
  readonly disposition: string | null
  readonly filename: string | null
  /** Undone transfer encoding, in base64; null for containers. */
  readonly content: string | null
  readonly parts: readonly ParsedPart[]
  readonly defects: readonly string[]
}

const script = `
import base64, email, email.policy
def tree(part):
    nested = part.is_multipart()
    return {
        'type': part.get_content_type(),
        'headers': [[name, str(value)] for name, value in part.items()],
        'params': dict(part['content-type'].params) if part['content-type'] else {},
        'encoding': part.get('content-transfer-encoding'),
        'disposition': part.get_content_disposition(),
        'filename': part.get_filename(),
        'content': None if nested else base64.b64encode(part.get_payload(decode=True)).decode(),
        'parts': [tree(child) for child in part.get_payload()] if nested else [],
        'defects': [type(defect).__name__ for defect in part.defects],
    }
result = [tree(email.message_from_bytes(base64.b64decode(case), policy=email.policy.default)) for case in cases]
`

export function parseWithPython(messages: readonly Uint8Array[]): readonly ParsedPart[] {
  return runPython(
    script,
    messages.map((bytes) => Buffer.from(bytes).toString('base64')),
  ) as ParsedPart[]
}

export function header(part: ParsedPart, name: string): string | undefined {
  return part.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

export function contentOf(part: ParsedPart): Buffer {
  return Buffer.from(part.content ?? '', 'base64')
}
