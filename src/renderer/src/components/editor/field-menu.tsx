import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'

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
          <Menu.Item key={field} onClick={() => onChoose(fieldTag(field))}>
            {field}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A name that is no Liquid identifier is asked for by its text. */
export function fieldTag(field: string): string {
  return /^[A-Za-z_][\w-]*$/.test(field) ? `{{ ${field} }}` : `{{ row[${JSON.stringify(field)}] }}`
}
