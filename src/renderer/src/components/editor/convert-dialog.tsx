import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BodyKind } from '../../../../shared/draft-types.ts'

interface ConvertDialogProps {
  readonly from: BodyKind
  /** Null: nothing is asked. */
  readonly to: BodyKind | null
  readonly onKeep: () => void
  readonly onChange: (kind: BodyKind) => void
}

export function ConvertDialog({ from, to, onKeep, onChange }: ConvertDialogProps) {
  const { t } = useTranslation('compose')
  const names = { from: t(`body.${from}`), to: to === null ? '' : t(`body.${to}`) }
  return (
    <Modal
      opened={to !== null}
      onClose={onKeep}
      title={t('convert.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Text size="sm">{t('convert.explain', names)}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={onKeep}>
          {t('convert.no', names)}
        </Button>
        <Button onClick={() => to !== null && onChange(to)}>{t('convert.yes')}</Button>
      </Group>
    </Modal>
  )
}
