/** How texts are compared when a list is searched or sorted: without regard to case. */

/** A sigma at the end of a word has a letter of its own, which depends on what follows it. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower
}
