import { Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { formatDateTime, formatNumber } from '../../../i18n/format.ts'
import { type Fact, FactTable } from '../fact-table.tsx'
import { useMass } from '../mass-context.ts'
import { PredictedDuration } from '../predicted-duration.tsx'
import { useLimits } from '../use-limits.ts'
import { useProfile } from '../use-profile.ts'

export function SendSummary({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { mass, report } = useMass()
  const profile = useProfile(mass.content.profile)
  const limits = useLimits()
  const { content, options } = mass
  const facts: readonly Fact[] = [
    [t('summary.list'), list.name],
    [t('summary.messages'), formatNumber(report?.queued ?? list.valid)],
    [t('summary.subject'), content.subject || t('summary.noSubject')],
    [t('summary.from'), content.from || (profile?.from ?? '')],
    [t('summary.through'), profile ? `${profile.name} — ${profile.destination}` : ''],
    [t('summary.start'), options.startAt === null ? t('summary.now') : formatDateTime(options.startAt)],
  ]
  return (
    <Stack gap="xs" component="section" aria-label={t('summary.title')}>
      <Title order={2} size="h5">
        {t('summary.title')}
      </Title>
      <FactTable facts={facts} />
      <PredictedDuration messages={report?.queued ?? list.valid} limits={limits} profile={content.profile} />
    </Stack>
  )
}
