import { Alert, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { ErrorSentence } from '../../components/error-sentence.tsx'
import { MessageView } from '../../components/message-view/message-view.tsx'
import { attempt } from './attempt.ts'
import classes from './compose.module.css'
import { exportEml } from './eml.ts'
import { usePreview } from './use-preview.ts'

export function PreviewPane({ content }: { readonly content: DraftContent }) {
  const { t } = useTranslation('compose')
  const { view, problem } = usePreview(content, true)
  return (
    <section className={classes.preview} aria-label={t('preview.title')}>
      {problem !== null && (
        <Alert color="yellow" title={t('preview.problem')} m="xs" p="xs">
          <ErrorSentence words={problem} />
        </Alert>
      )}
      <div className={classes.view}>
        {view === null ? (
          <Text size="sm" c="dimmed" p="md">
            {t('preview.waiting')}
          </Text>
        ) : (
          <MessageView view={view} onSaveEml={() => attempt(() => exportEml(content))} />
        )}
      </div>
    </section>
  )
}
