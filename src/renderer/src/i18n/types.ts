import type { catalogue } from './en/index.ts'
import type { catalogue as japanese } from './ja/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof catalogue
  }
}

export type Catalogue = typeof catalogue | typeof japanese
export type Language = 'en' | 'ja'
