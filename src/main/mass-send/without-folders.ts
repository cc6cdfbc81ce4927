/** Windows hold no path: what the core says of a file is told by the file's name. */

/** Takes every folder below the data folder, and that one, out of a sentence. */
export function withoutFolders(text: string, dataDir: string): string {
  if (!text.includes(dataDir)) return text
  return text
    .split(dataDir)
    .map((piece, index) =>
      index === 0 ? piece : piece.replace(/^(?:[/\\](?:mass-send|files|[0-9a-f]{32}))*[/\\]/, ''),
    )
    .join('')
}
