import { Tabs, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ContactsTab } from './contacts-tab.tsx'
import { GroupsTab } from './groups-tab.tsx'
import { StaffTab } from './staff-tab.tsx'
import { SuppressionList } from './suppression-list.tsx'

export function AddressBookScreen() {
  const { t } = useTranslation('contacts')
  return (
    <div className="page">
      <Title order={1} mb="sm">
        {t('title')}
      </Title>
      <Tabs defaultValue="contacts">
        <Tabs.List mb="md" aria-label={t('title')}>
          <Tabs.Tab value="contacts">{t('contacts')}</Tabs.Tab>
          <Tabs.Tab value="groups">{t('groups')}</Tabs.Tab>
          <Tabs.Tab value="staff">{t('staff')}</Tabs.Tab>
          <Tabs.Tab value="suppression">{t('suppression')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="contacts">
          <ContactsTab />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab />
        </Tabs.Panel>
        <Tabs.Panel value="staff">
          <StaffTab />
        </Tabs.Panel>
        <Tabs.Panel value="suppression">
          <SuppressionList />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
