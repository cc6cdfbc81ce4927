import { Button, Group, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { refetchList } from './refetch.ts'

export function SuppressionAdd() {
  const { t } = useTranslation(['contacts', 'common'])
  const [addresses, setAddresses] = useState('')
  const [reason, setReason] = useState('')
  const adding = useMutation({
    mutationFn: () => {
      const list = addresses.split(/[\s,;]+/).filter((address) => address !== '')
      return invoke('suppression.add', list, reason.trim() || null)
    },
    onSuccess: async () => {
      setAddresses('')
      setReason('')
      await refetchList('suppression')
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate()
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('suppressionAddress')}
          placeholder="ann@example.com, @example.org"
          required
          w={300}
          value={addresses}
          onChange={(event) => setAddresses(event.currentTarget.value)}
        />
        <TextInput
          label={t('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={adding.isPending}>
          {t('common:add')}
        </Button>
      </Group>
    </form>
  )
}
