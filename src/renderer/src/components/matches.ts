/** Whether all the words somebody typed into a search field are in these texts. */
export function matches(search: string, texts: readonly string[]): boolean {
  const whole = texts.join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word))
}
