/** Typed or pasted addresses, and what is wrong with one of them. Main checks again when the message is built. */

export type AddressProblem =
  | 'missing-at'
  | 'missing-local'
  | 'missing-domain'
  | 'space'
  | 'dots'
  | 'unclosed'
  | 'too-long'

/** Splits on comma, semicolon and line end outside quotes and angle brackets; empty pieces fall away. */
export function splitAddresses(text: string): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  let isQuoted = false
  let isBracketed = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '\\' && isQuoted) {
      piece += char + text.charAt(at + 1)
      at += 1
      continue
    }
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === '<') isBracketed = true
    else if (!isQuoted && char === '>') isBracketed = false
    const isEnd = char === '\n' || char === '\r' || ((char === ',' || char === ';') && !isBracketed)
    if (isEnd && !isQuoted) {
      pieces.push(piece)
      piece = ''
    } else {
      piece += char
    }
  }
  pieces.push(piece)
  return pieces.map(withoutGroupName).filter((each) => each !== '')
}

/** `Team: ann@example.org` is the first member of an RFC 5322 group; its name is no part of the address. */
function withoutGroupName(piece: string): string {
  return piece.replace(/^[^"<@:]*:(?!\/\/)/, '').trim()
}

/** The part between angle brackets, or the whole. */
export function bareAddress(text: string): string {
  const match = /<([^<>]*)>\s*$/.exec(text)
  return (match?.[1] ?? text).trim()
}

export function addressProblem(text: string): AddressProblem | null {
  const quotes = text.replace(/\\./g, '').split('"').length - 1
  if (quotes % 2 === 1 || /<[^>]*$/.test(text)) return 'unclosed'
  const address = bareAddress(text)
  const at = address.lastIndexOf('@')
  if (at < 0) return 'missing-at'
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (local === '') return 'missing-local'
  if (domain === '') return 'missing-domain'
  const isQuoted = local.startsWith('"') && local.endsWith('"')
  if (/\s/.test(domain) || (!isQuoted && /[\s@]/.test(local))) return 'space'
  if (/^\.|\.\.|\.$/.test(domain) || (!isQuoted && /^\.|\.\.|\.$/.test(local))) return 'dots'
  if (local.length > 64 || domain.length > 255) return 'too-long'
  return null
}
