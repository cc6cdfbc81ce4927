import { Menu, Text } from '@mantine/core'
import { IconCheck, IconHome, IconSettings, IconWorldUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { goTo } from '../../navigation.ts'
import { useSaveSettings, useSettings } from '../../settings-query.ts'
import { showInfo } from '../notices.ts'
import { profilePlace } from '../profile-place.ts'

/** Always in sight: whether mail leaves this computer, and by what. Switches the default profile. */
export function WhereBadge() {
  const { t } = useTranslation('frame')
  const view = useSettings()
  const save = useSaveSettings()
  const current = view?.profiles.find(({ isDefault }) => isDefault)
  if (view === undefined || current === undefined) return <Text size="sm">{t('unknownPlace')}</Text>

  function choose(name: string): void {
    if (view === undefined) return
    save.mutate(
      { ...view.settings, defaultProfile: name },
      { onSuccess: () => showInfo(t('switched', { name })) },
    )
  }

  const leaves = current.leavesThisComputer
  const where = leaves
    ? t('leaves', {
        destination: t('placeOfProfile', { place: profilePlace(view, current.name), name: current.name }),
      })
    : t('stays')
  return (
    <Menu position="bottom-start" width={320} withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className="where-badge"
          data-leaves={leaves || undefined}
          title={t('switchProfile')}
        >
          {leaves ? <IconWorldUpload size={16} aria-hidden /> : <IconHome size={16} aria-hidden />}
          <span>{where}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {view.profiles.map(({ name, isDefault }) => (
          <Menu.Item
            key={name}
            leftSection={isDefault ? <IconCheck size={14} aria-hidden /> : <span style={{ width: 14 }} />}
            aria-current={isDefault || undefined}
            onClick={() => choose(name)}
          >
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {profilePlace(view, name)}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={14} aria-hidden />} onClick={() => goTo('settings')}>
          {t('manageProfiles')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
