import { Group, Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const MODIFIER = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'

const KEYS = [
  ['newMessage', [MODIFIER, 'N']],
  ['keySend', [MODIFIER, 'Enter']],
  ['keyPreview', [MODIFIER, 'P']],
  ['keyPalette', [MODIFIER, 'K']],
  ['keySettings', [MODIFIER, ',']],
  ['keyKeys', ['F1']],
  ['keyEscape', ['Esc']],
] as const

interface KeysOverlayProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function KeysOverlay({ isOpen, onClose }: KeysOverlayProps) {
  const { t } = useTranslation(['frame', 'common'])
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Table>
        <Table.Tbody>
          {KEYS.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {t(name)}
              </Table.Th>
              <Table.Td>
                <Group gap={4} justify="flex-end">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
