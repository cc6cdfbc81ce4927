/** MAIL and RCPT commands read as they were sent: nothing decoded, lower-cased or tidied up. */

export interface WireAddress {
  readonly address: string
  readonly args: Record<string, string | true>
  /** A parameter that was given twice. */
  readonly duplicate: string | undefined
}

/** `VERB:<path> parameters` (RFC 5321 section 4.1.2); the local part may be a quoted string with spaces or `>`. */
const COMMAND = /^(mail from|rcpt to):\s*<((?:"(?:[^"\\]|\\.)*"|[^"<>\s])*)>((?:\s+\S+)*)\s*$/i

/** False where the command is not `verb` followed by a well-formed path. */
export function parseWireAddress(verb: string, command: string): WireAddress | false {
  const match = COMMAND.exec(command)
  if (match?.[1]?.toLowerCase() !== verb.toLowerCase()) return false
  const [, , address = '', parameters = ''] = match
  const args: Record<string, string | true> = Object.create(null)
  let duplicate: string | undefined
  for (const parameter of parameters.split(/\s+/).filter(Boolean)) {
    const [, keyword = parameter, value] = /^([^=]*)=(.*)$/.exec(parameter) ?? []
    const name = keyword.toUpperCase()
    if (name in args) duplicate = name
    args[name] = value || true
  }
  return { address, args, duplicate }
}
