import { Alert, Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { Failure } from '../failure.tsx'
import { useMass } from '../mass-context.ts'
import { useProfile } from '../use-profile.ts'

export interface TestSendProps {
  readonly list: ListInfo
  readonly row: number
}

/** The message of the row shown above, to yourself. */
export function TestSend({ list, row }: TestSendProps) {
  const { t } = useTranslation('mass')
  const { mass } = useMass()
  const profile = useProfile(mass.content.profile)
  const [typed, setTyped] = useState<string | null>(null)
  const to = typed ?? (mass.content.from || (profile?.from ?? ''))
  const addresses = to
    .split(/[,;\n]/)
    .map((address) => address.trim())
    .filter((address) => address !== '')
  const send = useMutation({
    meta: { showsError: true },
    mutationFn: () => invoke('mass.testSend', mass, list.id, row, addresses),
  })
  return (
    <Stack gap="xs" component="section" aria-label={t('test.title')}>
      <Title order={2} size="h5">
        {t('test.title')}
      </Title>
      <Group gap="sm" align="end">
        <TextInput
          label={t('test.to')}
          description={profile ? t('test.through', { destination: profile.destination }) : undefined}
          value={to}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={340}
        />
        <Button
          variant="default"
          loading={send.isPending}
          disabled={addresses.length === 0}
          onClick={() => send.mutate()}
        >
          {t('test.send', { row: formatNumber(row) })}
        </Button>
      </Group>
      <Failure error={send.error} title={t('error.test')} />
      {send.data && (
        <Alert color={send.data.state === 'accepted' ? 'green' : 'yellow'} role="status">
          {send.data.recipients
            .map((one) => `${one.address}: ${t(`state.${one.state}`)} — ${one.text}`)
            .join('\n')}
        </Alert>
      )}
    </Stack>
  )
}
