import { Checkbox, Group, NumberInput, Select, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NO_RATE } from '../../../../../shared/rate-limits.ts'
import { MOST_CONNECTIONS } from '../../../../../shared/settings-types.ts'
import { useMass } from '../mass-context.ts'
import { useLimits } from '../use-limits.ts'
import { useProfile } from '../use-profile.ts'
import { RateInput } from './rate-input.tsx'
import { RetryInput } from './retry-input.tsx'

export function SendOptions() {
  const { t } = useTranslation('mass')
  const { mass, changeOptions } = useMass()
  const { options } = mass
  const limits = useLimits()
  const profile = useProfile(mass.content.profile)
  const ofProfile = profile?.limits.rate ?? null
  const rateHint =
    ofProfile === null
      ? undefined
      : t(options.rate === null ? 'options.rateOfProfile' : 'options.rateInstead', {
          profile: profile?.name,
          rate: ofProfile,
        })
  return (
    <Stack gap="sm">
      <Group gap="sm" align="start">
        <NumberInput
          label={t('options.connections')}
          description={t('options.connectionsHint')}
          min={1}
          max={MOST_CONNECTIONS}
          clampBehavior="strict"
          allowDecimal={false}
          value={limits.connections}
          onChange={(value) => {
            if (typeof value !== 'number' || value < 1) return
            changeOptions({ connections: value === profile?.limits.connections ? null : value })
          }}
          w={220}
        />
        <RateInput
          key={profile?.name}
          rate={limits.rate}
          hint={rateHint}
          onChange={(rate) => changeOptions({ rate: chosenRate(rate, ofProfile) })}
        />
        <RetryInput retry={options.retry} onChange={(retry) => changeOptions({ retry })} />
        <Select
          label={t('options.duplicates')}
          description={t('options.duplicatesHint')}
          data={[
            { value: 'first', label: t('options.duplicatesFirst') },
            { value: 'all', label: t('options.duplicatesAll') },
          ]}
          value={options.duplicates}
          allowDeselect={false}
          onChange={(value) => changeOptions({ duplicates: value === 'all' ? 'all' : 'first' })}
          w={260}
        />
      </Group>
      <Checkbox
        label={t('options.marketing')}
        description={t('options.marketingHint')}
        checked={options.marketing}
        onChange={(event) => changeOptions({ marketing: event.currentTarget.checked })}
      />
    </Stack>
  )
}

/** Null is what the profile says, now and after it is changed; only another wish is kept. */
function chosenRate(typed: string | null, ofProfile: string | null): string | null {
  if (typed === ofProfile) return null
  return typed ?? NO_RATE
}
