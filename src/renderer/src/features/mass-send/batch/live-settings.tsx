import { Button, Group, NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_CONNECTIONS } from '../../../../../shared/settings-types.ts'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'
import { RateInput } from '../send/rate-input.tsx'

export interface LiveSettingsProps {
  readonly batchId: string
  readonly rate: string | null
  readonly connections: number
  readonly onSaved: () => void
}

/** Rate and connections, which may change while mail flows. */
export function LiveSettings({ batchId, rate, connections, onSaved }: LiveSettingsProps) {
  const { t } = useTranslation('mass')
  const [wantedRate, setRate] = useState(rate)
  const [wanted, setWanted] = useState(connections)
  const apply = useMutation({
    meta: { showsError: true },
    mutationFn: async () => {
      if (wantedRate !== rate) await invoke('batches.setRate', batchId, wantedRate)
      if (wanted !== connections) await invoke('batches.setConnections', batchId, wanted)
    },
    onSuccess: onSaved,
  })
  const isChanged = wantedRate !== rate || wanted !== connections
  return (
    <>
      <Group gap="sm" align="start">
        <RateInput rate={rate} onChange={setRate} />
        <NumberInput
          label={t('options.connections')}
          description={t('options.connectionsHint')}
          min={1}
          max={MOST_CONNECTIONS}
          clampBehavior="strict"
          allowDecimal={false}
          value={wanted}
          onChange={(value) => typeof value === 'number' && value >= 1 && setWanted(value)}
          w={220}
        />
        <Button
          variant="default"
          mt={40}
          disabled={!isChanged}
          loading={apply.isPending}
          onClick={() => apply.mutate()}
        >
          {t('batch.apply')}
        </Button>
      </Group>
      <Failure error={apply.error} title={t('error.settings')} />
    </>
  )
}
