import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldPlaceholder } from './field-placeholder.ts'

interface FieldMenuProps {
  readonly fields: readonly string[]
  readonly onChoose: (text: string) => void
}

export function FieldMenu({ fields, onChoose }: FieldMenuProps) {
  const { t } = useTranslation('compose')
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('tool.field')}>
          {'{{ }}'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {fields.map((field) => (
          <Menu.Item key={field} onClick={() => onChoose(fieldPlaceholder(field))}>
            {field}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
