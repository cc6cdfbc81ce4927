import { Loader, Stack, TagsInput, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSaveSettings, useSettings } from '../../settings-query.ts'

const LISTS = ['admins', 'managers'] as const

/** The same two lists as in the settings; what is changed here is saved at once. */
export function StaffTab() {
  const { t } = useTranslation(['contacts', 'settings', 'common'])
  const settings = useSettings()?.settings
  const save = useSaveSettings()
  if (settings === undefined) return <Loader size="sm" aria-label={t('common:loading')} />
  return (
    <Stack gap="sm" maw={560}>
      <Text size="sm" c="dimmed">
        {t('staffHint')}
      </Text>
      {LISTS.map((list) => (
        <TagsInput
          key={list}
          label={t(`settings:${list}`)}
          description={t(`settings:${list}Hint`)}
          value={[...settings[list]]}
          splitChars={[';', '\n']}
          acceptValueOnBlur
          onChange={(value) => save.mutate({ ...settings, [list]: value })}
        />
      ))}
    </Stack>
  )
}
