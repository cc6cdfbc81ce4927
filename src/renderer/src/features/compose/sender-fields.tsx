import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { useSettings } from '../../settings-query.ts'
import classes from './compose.module.css'
import { editContent } from './compose-store.ts'

export function SenderFields({ content }: { readonly content: DraftContent }) {
  const { t } = useTranslation('compose')
  const profiles = useSettings()?.profiles ?? []
  const usual = profiles.find(({ isDefault }) => isDefault)
  const chosen = profiles.find(({ name }) => name === content.profile) ?? usual
  return (
    <div className={classes.pair}>
      <Select
        size="xs"
        label={t('field.profile')}
        allowDeselect={false}
        value={content.profile ?? ''}
        onChange={(name) => editContent(() => ({ profile: name || null }))}
        data={[
          { value: '', label: t('field.defaultProfile', { name: usual?.name ?? '' }) },
          ...profiles.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
      <TextInput
        size="xs"
        label={t('field.from')}
        placeholder={chosen?.from || t('field.fromDefault')}
        value={content.from}
        onChange={(event) => {
          const from = event.currentTarget.value
          editContent(() => ({ from }))
        }}
      />
    </div>
  )
}
