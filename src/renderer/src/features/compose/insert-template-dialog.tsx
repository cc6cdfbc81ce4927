import { Modal, NavLink, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { composeState, openContent } from './compose-store.ts'

interface InsertTemplateDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Starts a message from a template; recipients already written stay. */
export function InsertTemplateDialog({ isOpen, onClose }: InsertTemplateDialogProps) {
  const { t } = useTranslation('compose')
  const templates = useQuery({
    queryKey: ['templates', 'list'],
    queryFn: () => invoke('templates.list'),
    enabled: isOpen,
  })

  async function insert(id: string): Promise<void> {
    const { content } = await invoke('templates.get', id)
    await saveNow()
    const { to, cc, bcc } = composeState().content
    openContent({
      ...content,
      to: to.length > 0 ? to : content.to,
      cc: cc.length > 0 ? cc : content.cc,
      bcc: bcc.length > 0 ? bcc : content.bcc,
    })
    onClose()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('template.choose')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {templates.error && <ErrorNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data?.length === 0 && <Text size="sm">{t('template.none')}</Text>}
      {templates.data?.map(({ id, name, subject }) => (
        <NavLink
          key={id}
          component="button"
          type="button"
          label={name}
          description={subject}
          onClick={() => attempt(() => insert(id))}
        />
      ))}
    </Modal>
  )
}
