import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface TemplateNameProps {
  readonly name: string
  readonly onSave: (name: string) => void
  readonly onCancel: () => void
}

/** Enter saves, Escape leaves the name as it is. */
export function TemplateName({ name, onSave, onCancel }: TemplateNameProps) {
  const { t } = useTranslation(['templates', 'common'])
  const [typed, setTyped] = useState(name)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') onSave(typed.trim())
      }}
    >
      <Group gap={4} wrap="nowrap">
        <TextInput
          aria-label={t('name')}
          ref={focusOnce}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onCancel()
          }}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          {t('common:save')}
        </Button>
      </Group>
    </form>
  )
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
