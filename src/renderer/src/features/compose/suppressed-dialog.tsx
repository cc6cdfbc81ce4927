import { Button, Group, List, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import type { SendQuestion } from './use-sending.ts'

interface SuppressedDialogProps {
  readonly question: Extract<SendQuestion, { kind: 'suppressed' }> | null
  readonly onLeaveOut: (rest: DraftContent) => void
  readonly onAnyway: () => void
  readonly onClose: () => void
}

/** The suppression list wins, unless somebody who has read this says otherwise. */
export function SuppressedDialog({ question, onLeaveOut, onAnyway, onClose }: SuppressedDialogProps) {
  const { t } = useTranslation('compose')
  const rest = question?.rest
  const hasOthers = rest !== undefined && [...rest.to, ...rest.cc, ...rest.bcc].length > 0
  return (
    <Modal
      opened={question !== null}
      onClose={onClose}
      title={t('suppressed.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Text size="sm">{t('suppressed.explain')}</Text>
      <List size="sm" my="xs" mah={240} style={{ overflow: 'auto' }}>
        {question?.recipients.map(({ address, entry, reason }) => (
          <List.Item key={address}>
            {[address, entry === address.toLowerCase() ? null : entry, reason]
              .filter((each) => each !== null)
              .join(' – ')}
          </List.Item>
        ))}
      </List>
      {!hasOthers && <Text size="sm">{t('suppressed.nobodyElse')}</Text>}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="default" onClick={onAnyway}>
          {t('suppressed.anyway')}
        </Button>
        {rest !== undefined && hasOthers && (
          <Button data-autofocus onClick={() => onLeaveOut(rest)}>
            {t('suppressed.leaveOut')}
          </Button>
        )}
      </Group>
    </Modal>
  )
}
