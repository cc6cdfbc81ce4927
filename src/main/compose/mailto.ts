/** A `mailto:` link (RFC 6068) as a draft: recipients, subject, body. Whatever else it asks for is ignored. */
import { type DraftContent, EMPTY_DRAFT } from '../../shared/draft-types.ts'

/** A link is written by strangers: this much of it is plenty. */
const LONGEST = 100_000

/**
 * Null for what is no mailto link. Headers other than To, Cc, Bcc, Subject and Body are left out: a link must
 * not attach files or set where answers go (RFC 6068 section 7).
 */
export function draftOfMailto(link: string): DraftContent | null {
  if (link.length > LONGEST || !/^mailto:/i.test(link)) return null
  const [addresses, query] = cut(link.slice('mailto:'.length), '?')
  const fields = new Map<string, string[]>()
  for (const pair of query.split('&')) {
    const [name, value] = cut(pair, '=')
    const key = decode(name).toLowerCase()
    fields.set(key, [...(fields.get(key) ?? []), decode(value)])
  }
  const list = (name: string): string[] => (fields.get(name) ?? []).flatMap(splitAddresses)
  return {
    ...EMPTY_DRAFT,
    to: [
      ...addresses
        .split(',')
        .map(decode)
        .filter((address) => address.trim() !== ''),
      ...list('to'),
    ],
    cc: list('cc'),
    bcc: list('bcc'),
    subject: oneLine(fields.get('subject')?.[0] ?? ''),
    body: { kind: 'plain', source: (fields.get('body')?.[0] ?? '').replaceAll('\0', '') },
  }
}

/** What stands before the first separator, and all that stands behind it. */
function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function splitAddresses(text: string): string[] {
  return text.split(',').flatMap((address) => (address.trim() === '' ? [] : [oneLine(address.trim())]))
}

/** `+` is a plus here (RFC 6068 section 5). Broken escapes stay as they are. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
