import { NumberInput, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MOST_CONNECTIONS } from '../../../../shared/settings-types.ts'
import { problemAt } from './problem-at.ts'
import { type ProfileDraft, withSetting } from './profile-draft.ts'
import { RateEditor } from './rate-editor.tsx'

interface LimitFieldsProps {
  readonly draft: ProfileDraft
  /** What main said when the profile was saved; null where it said nothing. */
  readonly error: unknown
  readonly onChange: (draft: ProfileDraft) => void
}

/** How much at a time the batches of this profile send. */
export function LimitFields({ draft, error, onChange }: LimitFieldsProps) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="xs">
      <RateEditor
        rate={draft.profile.rate}
        error={problemAt(error, draft.name, 'rate')}
        onChange={(rate) => onChange(withSetting(draft, 'rate', rate))}
      />
      <NumberInput
        label={t('connections')}
        description={t('connectionsHint')}
        min={1}
        max={MOST_CONNECTIONS}
        allowDecimal={false}
        clampBehavior="strict"
        placeholder="1"
        value={draft.profile.connections ?? ''}
        error={problemAt(error, draft.name, 'connections')}
        onChange={(value) =>
          onChange(withSetting(draft, 'connections', typeof value === 'number' ? value : undefined))
        }
        w={260}
      />
    </Stack>
  )
}
