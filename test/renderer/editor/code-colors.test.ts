import { expect, it } from 'vitest'
import { CODE_COLORS } from '../../../src/renderer/src/components/editor/code-colors.ts'

/** The grounds of Mantine's body in the two themes. */
const GROUND = { light: '#ffffff', dark: '#242424' } as const

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

it.each(Object.entries(CODE_COLORS))('the colour of a %s can be read in both themes', (_, pair) => {
  expect(contrast(pair.light, GROUND.light)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(pair.dark, GROUND.dark)).toBeGreaterThanOrEqual(4.5)
})
