import { Button, Group, Loader, Text, Title } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { matches } from '../../components/matches.ts'
import { SearchField } from '../../components/search-field.tsx'
import { currentLanguage } from '../../i18n/index.ts'
import { goTo } from '../../navigation.ts'
import { queryClient } from '../../query-client.ts'
import { TemplatesTable } from './templates-table.tsx'

/** The braces of the sample are Liquid's, not the catalogue's. */
const LIQUID = { skipInterpolation: true } as const

/** Compose and Mass send save templates; here they are looked after. */
export function TemplatesScreen() {
  const { t } = useTranslation(['templates', 'common'])
  const templates = useQuery({ queryKey: ['templates'], queryFn: () => invoke('templates.list') })
  const [search, setSearch] = useState('')
  const found = (templates.data ?? []).filter(({ name, subject }) => matches(search, [name, subject]))
  const sampling = useMutation({
    mutationFn: () =>
      invoke('templates.save', null, t('sampleName'), {
        ...EMPTY_DRAFT,
        language: currentLanguage(),
        to: ['{{ email }}'],
        subject: t('sampleSubject', LIQUID),
        body: { kind: 'markdown', source: t('sampleBody', LIQUID) },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['templates'] }),
  })
  return (
    <div className="page page-wide">
      <Title order={1}>{t('title')}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {t('hint')}
      </Text>
      {templates.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {templates.isError && <ErrorNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data?.length === 0 && (
        <EmptyState
          title={t('empty')}
          text={t('emptyHint')}
          icon={<IconTemplate size={32} stroke={1.4} aria-hidden />}
        >
          <Group gap="xs">
            <Button loading={sampling.isPending} onClick={() => sampling.mutate()}>
              {t('addSample')}
            </Button>
            <Button variant="default" onClick={() => goTo('compose')}>
              {t('toCompose')}
            </Button>
          </Group>
        </EmptyState>
      )}
      {templates.data !== undefined && templates.data.length > 0 && (
        <>
          <Group mb="sm">
            <SearchField label={t('search')} value={search} onChange={setSearch} />
          </Group>
          {found.length === 0 ? (
            <EmptyState title={t('nothingFound')} text={t('nothingFoundHint')} />
          ) : (
            <TemplatesTable templates={found} />
          )}
        </>
      )}
    </div>
  )
}
