import { Button, Code, Group, NumberInput, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { errorMessage } from '../../components/notices.ts'
import classes from './outbox.module.css'

/** The port other sandboxes of this kind use, so that a program under test may already know it. */
const USUAL_PORT = 1025

/** For developers: lets other programs on this machine send into the sandbox. */
export function SandboxControl() {
  const { t } = useTranslation('outbox')
  const client = useQueryClient()
  const [port, setPort] = useState<number | string>(USUAL_PORT)
  const status = useQuery({ queryKey: ['outbox', 'sandbox-status'], queryFn: () => invoke('sandbox.status') })
  const listen = useMutation({
    mutationFn: (wanted: number | null) => invoke('sandbox.listen', wanted),
    meta: { showsError: true },
    onSuccess: (next) => client.setQueryData(['outbox', 'sandbox-status'], next),
  })
  const current = status.data?.port ?? null
  return (
    <section className={classes.padded} aria-label={t('sandbox.title')}>
      <Text component="h2" size="xs" fw={600} mb={4}>
        {t('sandbox.title')}
      </Text>
      {current === null ? (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <NumberInput
            size="xs"
            label={t('sandbox.port')}
            min={0}
            max={65535}
            allowDecimal={false}
            hideControls
            value={port}
            onChange={setPort}
          />
          <Button
            size="xs"
            variant="default"
            flex="none"
            loading={listen.isPending}
            disabled={typeof port !== 'number'}
            onClick={() => typeof port === 'number' && listen.mutate(port)}
          >
            {t('sandbox.start')}
          </Button>
        </Group>
      ) : (
        <>
          <Code style={{ display: 'block', whiteSpace: 'normal' }}>
            {t('sandbox.hint', { port: current })}
          </Code>
          <Button size="compact-xs" mt={6} variant="default" onClick={() => listen.mutate(null)}>
            {t('sandbox.stop')}
          </Button>
        </>
      )}
      <Text size="xs" mt={4} c={listen.error ? 'red.9' : 'dimmed'} role="status">
        {listen.error ? errorMessage(listen.error) : current === null ? t('sandbox.off') : ''}
      </Text>
    </section>
  )
}
