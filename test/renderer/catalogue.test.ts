import { expect, test } from 'vitest'
import { catalogue as english } from '../../src/renderer/src/i18n/en/index.ts'
import { catalogue as japanese } from '../../src/renderer/src/i18n/ja/index.ts'

interface Words {
  readonly [key: string]: string | Words
}

function flat(words: Words, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : flat(value, `${path}${key}.`),
  )
}

const NAMES = /\{\{ *\w+ *\}\}/g
const inEnglish = new Map(flat(english))
const inJapanese = new Map(flat(japanese))

test('both languages have the same keys', () => {
  expect([...inJapanese.keys()].toSorted()).toEqual([...inEnglish.keys()].toSorted())
})

test('no text is empty in either language', () => {
  const empty = [...inEnglish, ...inJapanese].filter(([, text]) => text.trim() === '')
  expect(empty).toEqual([])
})

test('a translation uses no value that the English text is not given', () => {
  const wrong = [...inJapanese].filter(([key, text]) => {
    const known = new Set(inEnglish.get(key)?.match(NAMES))
    return (text.match(NAMES) ?? []).some((name) => !known.has(name))
  })
  expect(wrong).toEqual([])
})
