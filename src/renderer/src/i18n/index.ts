/** The words of the app. English is in the first bundle, Japanese comes when it is chosen. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Preferences } from '../../../shared/settings-types.ts'
import { catalogue as english } from './en/index.ts'
import type { Catalogue, Language } from './types.ts'

/** The language of the last run, so that the first frame is not drawn twice. */
const REMEMBERED = 'mailwright.language'

export async function startI18n(): Promise<void> {
  const remembered = localStorage.getItem(REMEMBERED)
  const lng = remembered === 'en' || remembered === 'ja' ? remembered : systemLanguage()
  const resources = lng === 'ja' ? { en: english, ja: await japanese() } : { en: english }
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources,
    // React escapes.
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = lng
}

export async function chooseLanguage(choice: Preferences['language']): Promise<void> {
  const language = choice === 'system' ? systemLanguage() : choice
  if (choice === 'system') localStorage.removeItem(REMEMBERED)
  else localStorage.setItem(REMEMBERED, choice)
  if (language === i18next.language) return
  if (language === 'ja' && !i18next.hasResourceBundle('ja', 'common')) addBundles('ja', await japanese())
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export function currentLanguage(): Language {
  return i18next.language === 'ja' ? 'ja' : 'en'
}

function systemLanguage(): Language {
  return navigator.language.startsWith('ja') ? 'ja' : 'en'
}

async function japanese(): Promise<Catalogue> {
  return (await import('./ja/index.ts')).catalogue
}

function addBundles(language: Language, catalogue: Catalogue): void {
  for (const [namespace, words] of Object.entries(catalogue)) {
    i18next.addResourceBundle(language, namespace, words)
  }
}
