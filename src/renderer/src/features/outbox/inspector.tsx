import { Alert, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { MessageView } from '../../components/message-view/message-view.tsx'
import { DeliveryLog } from './delivery-log.tsx'
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
  return (
    <section className={classes.pane} aria-label={t('message.label')}>
      {id === null && (
        <Text size="sm" c="dimmed" p="md">
          {t('message.choose')}
        </Text>
      )}
      {isLoading && <Loader size="sm" m="md" aria-label={t('list.loading')} />}
      {error && <ErrorNotice title={t('error.load')} error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className={classes.padded}>
            <InspectorHead message={data} />
            <MessageActions message={data} actions={actions} />
            {data.entry.state === 'uncertain' && <UncertainNotice id={data.entry.id} actions={actions} />}
            {actions.problem !== null && (
              <Alert color="red" title={t('error.title')} mt="xs">
                {actions.problem}
              </Alert>
            )}
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
