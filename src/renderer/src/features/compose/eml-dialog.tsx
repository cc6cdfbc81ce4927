import { Button, Group, Loader, Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke, uploadFile } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { MessageView } from '../../components/message-view/message-view.tsx'
import { attempt } from './attempt.ts'
import { importEml } from './eml.ts'

interface EmlDialogProps {
  readonly file: File
  readonly onClose: () => void
}

/** A message from a file, only to be looked at. */
export function EmlDialog({ file, onClose }: EmlDialogProps) {
  const { t } = useTranslation('compose')
  const message = useQuery({
    queryKey: ['eml', file.name, file.size, file.lastModified],
    queryFn: async () => invoke('compose.viewEml', (await uploadFile(file)).token),
    gcTime: 0,
  })

  function open(): void {
    attempt(async () => {
      await importEml(file)
      onClose()
    })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={file.name}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {message.isPending && <Loader size="sm" aria-label={t('drafts.loading')} />}
      {message.isError && <ErrorNotice error={message.error} />}
      {message.data && (
        <>
          <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
            <div>
              <Text size="sm" fw={600}>
                {message.data.subject || t('drafts.noSubject')}
              </Text>
              <Text size="xs">
                {t('field.from')}: {message.data.from}
              </Text>
              <Text size="xs" lineClamp={2}>
                {t('field.to')}: {message.data.to}
              </Text>
            </div>
            <Button size="xs" variant="default" onClick={open} flex="none">
              {t('more.openAsDraft')}
            </Button>
          </Group>
          <div style={{ height: '65vh', display: 'flex', flexDirection: 'column' }}>
            <MessageView view={message.data} />
          </div>
        </>
      )}
    </Modal>
  )
}
