import { Button, Group, List, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import type { Loss } from './convert-losses.ts'

interface ConvertDialogProps {
  readonly from: BodyKind
  /** Null: nothing is asked. */
  readonly asked: { readonly kind: BodyKind; readonly losses: readonly Loss[] } | null
  readonly onKeep: () => void
  readonly onChange: (kind: BodyKind) => void
}

/** Says what another kind of body cannot keep before anything is changed. */
export function ConvertDialog({ from, asked, onKeep, onChange }: ConvertDialogProps) {
  const { t } = useTranslation('compose')
  const names = { from: t(`body.${from}`), to: asked === null ? '' : t(`body.${asked.kind}`) }
  return (
    <Modal
      opened={asked !== null}
      onClose={onKeep}
      title={t('convert.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Text size="sm">{t('convert.explain', names)}</Text>
      <List size="sm" withPadding my="xs">
        {asked?.losses.map((loss) => (
          <List.Item key={loss}>{t(`convert.loss.${loss}`)}</List.Item>
        ))}
      </List>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={onKeep}>
          {t('convert.no', names)}
        </Button>
        <Button onClick={() => asked !== null && onChange(asked.kind)}>{t('convert.yes')}</Button>
      </Group>
    </Modal>
  )
}
