import { Button, Group, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../shared/settings-types.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { showInfo } from '../../components/notices.ts'
import { useSaveSettings } from '../../settings-query.ts'

const TEXTS = ['from', 'serverEmail', 'subjectPrefix', 'charset'] as const
const LISTS = ['replyTo', 'admins', 'managers'] as const
type General = Pick<Settings, (typeof TEXTS)[number] | (typeof LISTS)[number] | 'ehloName'>

/** What holds for every profile that says nothing else. */
export function DefaultsTab({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation(['settings', 'common'])
  const [changes, setChanges] = useState<Partial<General>>({})
  const save = useSaveSettings()
  const shown = { ...settings, ...changes }

  function submit(): void {
    const { ehloName, ...others } = shown
    save.mutate(ehloName ? { ...others, ehloName } : others, {
      onSuccess: () => {
        setChanges({})
        showInfo(t('common:saved'))
      },
    })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {TEXTS.map((name) => (
            <TextInput
              key={name}
              label={t(name)}
              description={t(`${name}Hint`)}
              value={shown[name]}
              onChange={(event) => setChanges({ ...changes, [name]: event.currentTarget.value })}
            />
          ))}
        </SimpleGrid>
        {LISTS.map((name) => (
          <TagsInput
            key={name}
            label={t(name)}
            description={t(`${name}Hint`)}
            value={[...shown[name]]}
            splitChars={[';', '\n']}
            acceptValueOnBlur
            onChange={(value) => setChanges({ ...changes, [name]: value })}
          />
        ))}
        <TextInput
          label={t('ehloName')}
          description={t('ehloNameHint')}
          value={shown.ehloName ?? ''}
          onChange={(event) => setChanges({ ...changes, ehloName: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>
            {t('common:save')}
          </Button>
        </Group>
        {save.isError && <ErrorNotice error={save.error} />}
      </Stack>
    </form>
  )
}
