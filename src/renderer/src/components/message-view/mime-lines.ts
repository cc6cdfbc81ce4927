/** What each line of a raw message is (RFC 5322, RFC 2045, RFC 2046), told in one pass over the lines. */

export type LineKind = 'header' | 'boundary' | 'base64' | 'quoted' | 'body'

export function lineKinds(lines: readonly string[]): readonly LineKind[] {
  const boundaries = new Set<string>()
  let header: string[] | null = []
  let body: LineKind = 'body'
  return lines.map((line) => {
    const boundary = boundaryOf(line, boundaries)
    if (boundary !== null) {
      header = boundary.isLast ? null : []
      body = 'body'
      return 'boundary'
    }
    if (header === null) return body
    if (line !== '') {
      header.push(line)
      return 'header'
    }
    const { encoding, ownBoundary, isMessage } = readHeader(header)
    if (ownBoundary !== null) boundaries.add(ownBoundary)
    body = encoding
    // A message inside begins with a header of its own.
    header = isMessage ? [] : null
    return 'body'
  })
}

/** At least the two dashes and one character, or every signature would be taken for the end of a part. */
function boundaryOf(line: string, known: ReadonlySet<string>): { readonly isLast: boolean } | null {
  if (!line.startsWith('--') || known.size === 0) return null
  const text = line.slice(2).trimEnd()
  if (known.has(text)) return { isLast: false }
  return text.endsWith('--') && known.has(text.slice(0, -2)) ? { isLast: true } : null
}

function readHeader(lines: readonly string[]): {
  readonly encoding: LineKind
  readonly ownBoundary: string | null
  readonly isMessage: boolean
} {
  const fields = lines.join('\n').split(/\n(?![ \t])/)
  const value = (name: string): string =>
    fields.find((field) => field.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1) ?? ''
  const type = value('content-type')
  const found = /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type)
  const transfer = value('content-transfer-encoding').trim().toLowerCase()
  const encoding = transfer === 'base64' ? 'base64' : transfer === 'quoted-printable' ? 'quoted' : 'body'
  return {
    encoding,
    ownBoundary: found?.[1] ?? found?.[2] ?? null,
    isMessage: /^\s*message\/rfc822/i.test(type) && encoding === 'body',
  }
}
