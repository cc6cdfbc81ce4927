import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface SpreadDialogProps {
  /** How many would see each other; null: nothing is asked. */
  readonly recipients: number | null
  readonly onEach: () => void
  readonly onTogether: () => void
  readonly onClose: () => void
}

/** Many people who would see each other's addresses are offered a mail of their own. */
export function SpreadDialog({ recipients, onEach, onTogether, onClose }: SpreadDialogProps) {
  const { t } = useTranslation('compose')
  return (
    <Modal
      opened={recipients !== null}
      onClose={onClose}
      title={t('spread.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Text size="sm">{t('spread.explain', { n: recipients ?? 0 })}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="default" onClick={onTogether}>
          {t('spread.together')}
        </Button>
        <Button data-autofocus onClick={onEach}>
          {t('spread.each')}
        </Button>
      </Group>
    </Modal>
  )
}
