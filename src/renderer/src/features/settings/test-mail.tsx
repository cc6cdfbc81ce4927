import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'

/** One small mail by a saved profile. */
export function TestMail({ profile }: { readonly profile: string }) {
  const { t } = useTranslation('settings')
  const [to, setTo] = useState('')
  const test = useMutation({
    meta: { showsError: true },
    mutationFn: () => invoke('settings.testMail', profile, [to]),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        test.mutate()
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('testTo')}
          placeholder="me@example.com"
          required
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          w={260}
        />
        <Button type="submit" variant="default" loading={test.isPending}>
          {t('testSend')}
        </Button>
      </Group>
      <Stack aria-live="polite" gap="xs" mt="xs">
        {test.data?.recipients.map(({ address, state, text }) => (
          <Text size="sm" key={address}>
            {t('testResult', { address, state: t(`state_${state}`), text })}
          </Text>
        ))}
        {test.isError && <ErrorNotice error={test.error} />}
      </Stack>
    </form>
  )
}
