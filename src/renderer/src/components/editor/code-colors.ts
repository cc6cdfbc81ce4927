/** Colours of code. Each has at least 4.5:1 on the ground of its theme (WCAG 2.2, 1.4.3). */

interface Pair {
  readonly light: string
  readonly dark: string
}

export const CODE_COLORS = {
  keyword: { light: '#7a1f8a', dark: '#d7a6f0' },
  name: { light: '#0b5d52', dark: '#7fd1c2' },
  attribute: { light: '#1f4fa8', dark: '#9cc3ff' },
  string: { light: '#9a1c1c', dark: '#ffab9c' },
  literal: { light: '#1b5e28', dark: '#a3d9a5' },
  link: { light: '#2a3ea0', dark: '#a9b8ff' },
  comment: { light: '#5c6570', dark: '#a3abb3' },
  quiet: { light: '#646d76', dark: '#9aa2aa' },
  invalid: { light: '#b42318', dark: '#ff9b92' },
} as const satisfies Readonly<Record<string, Pair>>

/** As a value of CSS that follows the theme by itself. */
export function codeColor(name: keyof typeof CODE_COLORS): string {
  const { light, dark } = CODE_COLORS[name]
  return `light-dark(${light}, ${dark})`
}
