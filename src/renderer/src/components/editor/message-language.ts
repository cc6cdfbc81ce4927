/** The language a message says it is written in, for screen readers, hyphenation and translation. */
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { currentLanguage } from '../../i18n/index.ts'

/** A message that names none gets that of the app as soon as somebody writes in it. */
export function inLanguage(content: DraftContent): DraftContent {
  return content.language === null ? { ...content, language: currentLanguage() } : content
}

/** Those offered; any other tag a draft brings along is offered as well. */
const OFFERED =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk vi zh-Hans zh-Hant'.split(
    ' ',
  )

export interface LanguageChoice {
  readonly value: string
  readonly label: string
}

/** Sorted by their names in the language of the app. */
export function languageChoices(shownIn: string, current: string): readonly LanguageChoice[] {
  const names = new Intl.DisplayNames(shownIn, { type: 'language' })
  const tags = OFFERED.includes(current) ? OFFERED : [...OFFERED, current]
  return tags
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, shownIn))
}
