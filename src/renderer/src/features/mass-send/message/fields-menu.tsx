import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface FieldsMenuProps {
  readonly fields: readonly string[]
  readonly onPick: (field: string) => void
}

export function FieldsMenu({ fields, onPick }: FieldsMenuProps) {
  const { t } = useTranslation('mass')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" disabled={fields.length === 0}>
          {t('message.insertField')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {fields.map((field) => (
          <Menu.Item key={field} onClick={() => onPick(field)}>
            {field}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
