/** The text with something put in place of the selection, and where the cursor goes. */
export function insertAt(
  text: string,
  inserted: string,
  start: number,
  end: number,
): { readonly text: string; readonly cursor: number } {
  return { text: text.slice(0, start) + inserted + text.slice(end), cursor: start + inserted.length }
}

/** The letters after an unfinished `{{` just before the cursor; null where there is none. */
export function unfinishedField(text: string, cursor: number): string | null {
  return /\{\{\s*([^{}]*)$/.exec(text.slice(0, cursor))?.[1] ?? null
}
