/** Hostile text made safe to show: errors end up on terminals, in logs and on screens. */

const LONGEST = 120

/** Quotes the text, with control, invisible and direction-changing characters as `U+202E`, and shortened. */
export function visible(text: string): string {
  const characters = [...text.slice(0, LONGEST)]
  const shown = characters
    .map((character) =>
      /^(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]$/u.test(character)
        ? codePoint(character)
        : character,
    )
    .join('')
  return `"${shown}${text.length > LONGEST ? '…' : ''}"`
}

/** `U+00E9` for `é`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
