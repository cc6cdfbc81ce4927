import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { showInfo } from '../../components/notices.ts'
import { attempt } from './attempt.ts'
import { composeState } from './compose-store.ts'

interface SaveTemplateDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function SaveTemplateDialog({ isOpen, onClose }: SaveTemplateDialogProps) {
  const { t } = useTranslation('compose')
  const client = useQueryClient()
  const [name, setName] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    attempt(async () => {
      await invoke('templates.save', null, name.trim(), composeState().content)
      await client.invalidateQueries({ queryKey: ['templates'] })
      setName('')
      onClose()
      showInfo(t('template.saved'))
    })
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('more.saveTemplate')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form onSubmit={submit}>
        <TextInput
          label={t('template.name')}
          value={name}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('template.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
