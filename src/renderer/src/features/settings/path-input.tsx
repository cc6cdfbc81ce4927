import { Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PathKind } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { appInfoQuery } from '../../settings-query.ts'

interface PathInputProps {
  readonly kind: PathKind
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  readonly error?: string | null
  readonly value: string
  readonly onChange: (path: string) => void
}

/** A path for main to use: picked in a dialog of main where there is one, and typed everywhere. */
export function PathInput({ kind, label, description, error = null, onChange, ...input }: PathInputProps) {
  const { t } = useTranslation('settings')
  const choosesPaths = useQuery(appInfoQuery).data?.choosesPaths ?? false
  const choosing = useMutation({
    mutationFn: () => invoke('settings.choosePath', kind),
    onSuccess: (path) => path !== null && onChange(path),
  })
  const hint = [description, choosesPaths ? undefined : t('pathOnServer')].filter(Boolean).join(' ')
  return (
    <Group gap="xs" wrap="nowrap" align="flex-end">
      <TextInput
        {...input}
        label={label}
        description={hint === '' ? undefined : hint}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        flex={1}
      />
      {choosesPaths && (
        <Button
          variant="default"
          aria-label={t('pathChooseFor', { label })}
          loading={choosing.isPending}
          onClick={() => choosing.mutate()}
        >
          {t('pathChoose')}
        </Button>
      )}
    </Group>
  )
}
