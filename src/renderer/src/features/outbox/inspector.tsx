import { Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError, invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { MessageView } from '../../components/message-view/message-view.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { Fate } from './fate.tsx'
import { InspectorHead } from './inspector-head.tsx'
import { MessageActions } from './message-actions.tsx'
import classes from './outbox.module.css'
import { UncertainNotice } from './uncertain-notice.tsx'
import { useMessageActions } from './use-message-actions.ts'

interface InspectorProps {
  readonly id: string | null
  readonly onRemoved: () => void
}

export function Inspector({ id, onRemoved }: InspectorProps) {
  const { t } = useTranslation('outbox')
  const actions = useMessageActions(onRemoved)
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['outbox', 'message', id],
    queryFn: () => (id === null ? null : invoke('outbox.message', id)),
    enabled: id !== null,
  })
  // Taken back to be edited, or removed in another window.
  const isGone = error instanceof ApiError && error.data.code === 'unknown-item'
  return (
    <section className={classes.pane} aria-label={t('message.label')}>
      {(id === null || isGone) && (
        <Text size="sm" c="dimmed" p="md">
          {t('message.choose')}
        </Text>
      )}
      {isLoading && <Loader size="sm" m="md" aria-label={t('list.loading')} />}
      {error && !isGone && (
        <ErrorNotice title={t('error.load')} error={error} onRetry={() => void refetch()} />
      )}
      {data && !error && (
        <>
          <div className={classes.padded}>
            <InspectorHead message={data} />
            <MessageActions message={data} actions={actions} />
            {data.entry.state === 'uncertain' && <UncertainNotice id={data.entry.id} actions={actions} />}
            <Fate message={data} />
            {actions.problem !== null && <ErrorNotice error={actions.problem} />}
          </div>
          <div className={classes.scroll}>
            <MessageView
              key={data.entry.id}
              view={data.view}
              delivery={<DeliveryLog message={data} />}
              onSaveEml={() => actions.saveEml(data.entry.id)}
              onSavePart={(path) => actions.savePart(data.entry.id, path)}
            />
          </div>
        </>
      )}
    </section>
  )
}
