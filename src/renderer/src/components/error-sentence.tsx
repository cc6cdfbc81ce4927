import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ErrorWords } from './error-words.ts'

/** What happened and the next step; main's own words folded away where they are in another language. */
export function ErrorSentence({ words: { sentence, details } }: { readonly words: ErrorWords }) {
  const { t } = useTranslation('common')
  return (
    <>
      <Text size="sm">{sentence}</Text>
      {details !== null && (
        <details>
          <summary>{t('details')}</summary>
          <Text size="xs" lang="en">
            {details}
          </Text>
        </details>
      )}
    </>
  )
}
