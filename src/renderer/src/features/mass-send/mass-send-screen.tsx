import { Center, Loader, Stack, Tabs, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { onGoTo, takeDestination } from '../../components/go-to.ts'
import { BatchHistory } from './batch/batch-history.tsx'
import { BatchView } from './batch/batch-view.tsx'
import { Failure } from './failure.tsx'
import { MassProvider } from './mass-context.ts'
import { MassSteps } from './mass-steps.tsx'
import { useHandedContent } from './use-handed-content.ts'
import { useMassValue } from './use-mass-value.ts'
import { useSavedMass } from './use-saved-mass.ts'

/** One mail for each row of a list: prepared in four steps, then watched; earlier batches beside it. */
export function MassSendScreen() {
  const { t } = useTranslation('mass')
  const [tab, setTab] = useState<string | null>('prepare')
  const [batchId, setBatchId] = useState<string | null>(null)
  const saved = useSavedMass()
  const openBatch = useCallback((id: string) => {
    setBatchId(id)
    setTab('batches')
  }, [])
  useEffect(() => {
    const arrive = () => {
      const destination = takeDestination()
      if (destination) openBatch(destination.batchId)
    }
    arrive()
    return onGoTo(arrive)
  }, [openBatch])
  const prepare = useCallback(() => setTab('prepare'), [])
  const handed = useHandedContent(saved, prepare)
  const value = useMassValue(saved.mass, saved.change, openBatch)

  return (
    <Stack gap="sm" p="md" h="100%" style={{ overflow: 'auto' }}>
      <Title order={1} size="h3">
        {t('title')}
      </Title>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="prepare">{t('tab.prepare')}</Tabs.Tab>
          <Tabs.Tab value="batches">{t('tab.batches')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="prepare" pt="sm">
          <Stack gap="sm">
            <Failure error={saved.error} title={t(value ? 'error.save' : 'error.load')} />
            {value ? (
              <MassProvider value={value}>
                <MassSteps key={handed} />
              </MassProvider>
            ) : (
              saved.error === null && (
                <Center p="xl">
                  <Loader aria-label={t('loading')} />
                </Center>
              )
            )}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="batches" pt="sm">
          {batchId ? (
            <BatchView key={batchId} batchId={batchId} onBack={() => setBatchId(null)} />
          ) : (
            <BatchHistory onOpen={setBatchId} onPrepare={prepare} />
          )}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
