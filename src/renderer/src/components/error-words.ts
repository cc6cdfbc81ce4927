/** What a refusal of main says in the language of the window. */
import i18next from 'i18next'
import type { ErrorData } from '../../../shared/error-data.ts'
import { ApiError } from '../api.ts'
import { errors } from '../i18n/en/errors.ts'

export interface ErrorWords {
  readonly sentence: string
  /** Main's own words, where the sentence is a more general one. */
  readonly details: string | null
}

export function errorWords(error: unknown): ErrorWords {
  if (error instanceof ApiError) return dataWords(error.data)
  return { sentence: error instanceof Error ? error.message : String(error), details: null }
}

export function dataWords({ code, message }: Pick<ErrorData, 'code' | 'message'>): ErrorWords {
  const sentence = isKnown(code) ? i18next.t(`errors:${code}`, { message }) : message
  return { sentence, details: sentence === message ? null : message }
}

function isKnown(code: string): code is keyof typeof errors {
  return Object.hasOwn(errors, code)
}
