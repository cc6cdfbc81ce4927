import { Loader, Tabs, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useRoute } from '../../navigation.ts'
import { settingsQuery } from '../../settings-query.ts'
import { SuppressionList } from '../address-book/suppression-list.tsx'
import { AppearanceTab } from './appearance-tab.tsx'
import { DataTab } from './data-tab.tsx'
import { DefaultsTab } from './defaults-tab.tsx'
import { ProfilesTab } from './profiles-tab.tsx'

export function SettingsScreen() {
  const { t } = useTranslation(['settings', 'common'])
  const { data: view, error, refetch } = useQuery(settingsQuery)
  const { screen, detail } = useRoute()
  const asked = screen === 'settings' ? detail : ''
  const [tab, setTab] = useState<string | null>('profiles')
  useEffect(() => {
    if (asked !== '') setTab('profiles')
  }, [asked])
  return (
    <div className="page">
      <Title order={1} mb="sm">
        {t('title')}
      </Title>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {view === undefined && error === null && <Loader size="sm" aria-label={t('common:loading')} />}
      {view !== undefined && (
        <Tabs value={tab} onChange={setTab}>
          <Tabs.List mb="md" aria-label={t('title')}>
            <Tabs.Tab value="profiles">{t('profiles')}</Tabs.Tab>
            <Tabs.Tab value="defaults">{t('defaults')}</Tabs.Tab>
            <Tabs.Tab value="appearance">{t('appearance')}</Tabs.Tab>
            <Tabs.Tab value="suppression">{t('suppression')}</Tabs.Tab>
            <Tabs.Tab value="data">{t('data')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="profiles">
            <ProfilesTab view={view} asked={asked} />
          </Tabs.Panel>
          <Tabs.Panel value="defaults">
            <DefaultsTab settings={view.settings} />
          </Tabs.Panel>
          <Tabs.Panel value="appearance">
            <AppearanceTab preferences={view.settings.preferences} />
          </Tabs.Panel>
          <Tabs.Panel value="suppression">
            <SuppressionList />
          </Tabs.Panel>
          <Tabs.Panel value="data">
            <DataTab />
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  )
}
