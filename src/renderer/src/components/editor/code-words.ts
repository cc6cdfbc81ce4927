import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeWords } from './code-extensions.ts'

/** What the code editors say, and what CodeMirror says in its search panel and its list of completions, by its own English words. */
export function useCodeWords(hasFields: boolean): CodeWords {
  const { t } = useTranslation('compose')
  return useMemo(
    () => ({
      label: t('body.label'),
      placeholder: t(hasFields ? 'body.placeholderFields' : 'body.placeholder'),
      phrases: {
        Find: t('search.find'),
        Replace: t('search.with'),
        next: t('search.next'),
        previous: t('search.previous'),
        all: t('search.all'),
        'match case': t('search.case'),
        regexp: t('search.regexp'),
        'by word': t('search.word'),
        replace: t('search.replace'),
        'replace all': t('search.replaceAll'),
        close: t('search.close'),
        'current match': t('search.current'),
        'replaced $ matches': t('search.replaced'),
        'replaced match on line $': t('search.replacedLine'),
        'on line': t('search.onLine'),
        'Go to line': t('search.goToLine'),
        go: t('search.go'),
        Completions: t('tool.fields'),
      },
    }),
    [hasFields, t],
  )
}
