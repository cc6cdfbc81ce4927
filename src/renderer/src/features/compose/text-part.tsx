import { Button, Group, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { editContent } from './compose-store.ts'
import { usePreview } from './use-preview.ts'

/** The text part: made from the body until somebody types into it. */
export function TextPart({ content }: { readonly content: DraftContent }) {
  const { t } = useTranslation('compose')
  const isPlain = content.body.kind === 'plain'
  const { view, problem } = usePreview(content, content.text === null && !isPlain)
  if (isPlain) return <Text size="sm">{t('body.textPlain')}</Text>
  return (
    <>
      <Group gap="xs" mb={6}>
        <Text size="xs" c="dimmed">
          {content.text === null ? t('body.textGenerated') : t('body.textOwn')}
        </Text>
        {content.text !== null && (
          <Button size="compact-xs" variant="default" onClick={() => editContent(() => ({ text: null }))}>
            {t('body.textAgain')}
          </Button>
        )}
      </Group>
      <Textarea
        size="xs"
        autosize
        minRows={10}
        aria-label={t('body.textPart')}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={content.text ?? view?.text ?? ''}
        error={content.text === null ? problem?.sentence : null}
        onChange={(event) => {
          const text = event.currentTarget.value
          editContent(() => ({ text }))
        }}
      />
    </>
  )
}
