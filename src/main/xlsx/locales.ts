/** What Excel takes from the regional settings of the computer. */
import { InputError } from '../../shared/errors.ts'
import {
  nearestWorkbookLocale,
  WORKBOOK_LOCALES,
  type WorkbookLocale,
} from '../../shared/workbook-locales.ts'

export const SHORT_DATES: Readonly<Record<WorkbookLocale, string>> = {
  'en-US': 'm/d/yyyy',
  'en-GB': 'dd/mm/yyyy',
  ja: 'yyyy/m/d',
  cs: 'dd.mm.yyyy',
  da: 'dd-mm-yyyy',
  de: 'dd.mm.yyyy',
  es: 'dd/mm/yyyy',
  fi: 'd.m.yyyy',
  fr: 'dd/mm/yyyy',
  it: 'dd/mm/yyyy',
  ko: 'yyyy-mm-dd',
  nb: 'dd.mm.yyyy',
  nl: 'd-m-yyyy',
  pl: 'dd.mm.yyyy',
  'pt-BR': 'dd/mm/yyyy',
  ru: 'dd.mm.yyyy',
  sv: 'yyyy-mm-dd',
  tr: 'd.mm.yyyy',
  'zh-CN': 'yyyy/m/d',
  'zh-TW': 'yyyy/m/d',
}

/** The nearest one to a language tag such as `de-AT`. Throws InputError `bad-option`. */
export function parseLocale(tag: string): WorkbookLocale {
  const found = nearestWorkbookLocale(tag)
  if (found !== null) return found
  throw new InputError(
    'bad-option',
    `No numbers and dates are known for “${tag}”: choose one of ${WORKBOOK_LOCALES.join(', ')}.`,
    { field: 'locale' },
  )
}
