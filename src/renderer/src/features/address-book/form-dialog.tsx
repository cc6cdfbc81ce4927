import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { refetchList } from './refetch.ts'

interface FormDialogProps {
  readonly title: string
  readonly save: () => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Fields that are saved into the address book together. */
export function FormDialog({ title, save, onClose, children }: FormDialogProps) {
  const { t } = useTranslation('common')
  const saving = useMutation({
    meta: { showsError: true },
    mutationFn: save,
    onSuccess: async () => {
      await refetchList('contacts')
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <Stack gap="sm">
          {children}
          {saving.isError && <ErrorNotice error={saving.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
