/**
 * The regional settings a workbook can be shown by, as language tags: Excel takes separators, names of months
 * and its short date from the computer, and no workbook says from which.
 */
export const WORKBOOK_LOCALES = [
  'en-US',
  'en-GB',
  'ja',
  'cs',
  'da',
  'de',
  'es',
  'fi',
  'fr',
  'it',
  'ko',
  'nb',
  'nl',
  'pl',
  'pt-BR',
  'ru',
  'sv',
  'tr',
  'zh-CN',
  'zh-TW',
] as const

export type WorkbookLocale = (typeof WORKBOOK_LOCALES)[number]

export const DEFAULT_WORKBOOK_LOCALE: WorkbookLocale = 'en-US'

/** Tags whose nearest relative is not simply the first of their language. */
const RELATIVES: Readonly<Record<string, WorkbookLocale>> = {
  no: 'nb',
  nn: 'nb',
  'zh-hant': 'zh-TW',
  'zh-hk': 'zh-TW',
  'zh-mo': 'zh-TW',
}

/** Of a language tag such as `de-AT`; null for a language that is not known. */
export function nearestWorkbookLocale(tag: string): WorkbookLocale | null {
  const wanted = tag.trim().toLowerCase()
  const exact = WORKBOOK_LOCALES.find((locale) => locale.toLowerCase() === wanted)
  if (exact !== undefined) return exact
  // English day first is what all but the United States write.
  if (wanted.startsWith('en-')) return 'en-GB'
  const [language = '', more = ''] = wanted.split('-')
  return (
    RELATIVES[`${language}-${more}`] ??
    RELATIVES[language] ??
    WORKBOOK_LOCALES.find((locale) => locale.toLowerCase().split('-')[0] === language) ??
    null
  )
}
