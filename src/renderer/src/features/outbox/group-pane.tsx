import { NavLink, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup, OutboxGroupInfo } from '../../../../shared/outbox-types.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import classes from './outbox.module.css'
import { SandboxControl } from './sandbox-control.tsx'

interface GroupPaneProps {
  readonly selected: OutboxGroup
  readonly onSelect: (group: OutboxGroup) => void
}

export function GroupPane({ selected, onSelect }: GroupPaneProps) {
  const { t, i18n } = useTranslation('outbox')
  const number = new Intl.NumberFormat(i18n.language)
  const groups = useQuery({ queryKey: ['outbox', 'groups'], queryFn: () => invoke('outbox.groups') })
  const infos = groups.data ?? []

  function link({ group, name, messages, batch }: OutboxGroupInfo) {
    const isSelected = sameGroup(group, selected)
    return (
      <NavLink
        key={JSON.stringify(group)}
        component="button"
        type="button"
        active={isSelected}
        aria-current={isSelected ? 'true' : undefined}
        label={group.kind === 'batch' ? name : t(`groups.${group.kind}`)}
        description={batch === null ? undefined : t('groups.totals', { ...batch.totals })}
        rightSection={<Text size="xs">{number.format(messages)}</Text>}
        onClick={() => onSelect(group)}
      />
    )
  }

  const batches = infos.filter(({ group }) => group.kind === 'batch')
  return (
    <nav className={classes.pane} aria-label={t('groups.label')}>
      <div className={classes.scroll}>
        {groups.error && (
          <ErrorNotice title={t('error.load')} error={groups.error} onRetry={() => void groups.refetch()} />
        )}
        {infos.filter(({ group }) => group.kind !== 'batch').map(link)}
        {batches.length > 0 && (
          <Text component="h2" size="xs" fw={600} px="sm" pt="md" pb={4}>
            {t('groups.batches')}
          </Text>
        )}
        {batches.map(link)}
      </div>
      <SandboxControl />
    </nav>
  )
}

function sameGroup(a: OutboxGroup, b: OutboxGroup): boolean {
  if (a.kind === 'batch' && b.kind === 'batch') return a.batchId === b.batchId
  return a.kind === b.kind
}
