/** A group of the address book on its way into an address field: `Team: Ann <ann@example.com>, bob@example.com;`. */

/** The form of RFC 5322 section 3.4; what the name cannot hold there is left out. */
export function groupMailbox(name: string, members: readonly string[]): string {
  return `${name.replaceAll(/["\\:;<>@,]/g, '').trim()}: ${members.join(', ')};`
}

/** The members of a text that is a group; null for any other text. Commas in quotes separate nothing. */
export function groupMembers(text: string): readonly string[] | null {
  const group = /^[^"\\:;<>@,]*:(.*);$/s.exec(text.trim())
  if (!group) return null
  const members = group[1]?.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/gs) ?? []
  return members.map((member) => member.trim()).filter((member) => member !== '')
}
