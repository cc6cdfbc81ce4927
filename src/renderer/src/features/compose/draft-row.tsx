import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftSummary } from '../../../../shared/draft-types.ts'
import { formatWhen } from '../../i18n/format.ts'
import { VersionList } from './version-list.tsx'

interface DraftRowProps {
  readonly draft: DraftSummary
  readonly onOpen: () => void
  readonly onRemove: () => void
  readonly onRestored: () => void
}

export function DraftRow({ draft, onOpen, onRemove, onRestored }: DraftRowProps) {
  const { t } = useTranslation('compose')
  const [hasVersions, setVersions] = useState(false)
  const subject = draft.subject || t('drafts.noSubject')
  return (
    <div>
      <Text size="sm" fw={600} truncate>
        {subject}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {[draft.to, formatWhen(draft.savedAt)].filter(Boolean).join(' · ')}
      </Text>
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={onOpen}>
          {t('drafts.open')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={hasVersions}
          aria-label={t('drafts.versionsNamed', { subject })}
          onClick={() => setVersions(!hasVersions)}
        >
          {t('drafts.versions')} ({draft.versions})
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('drafts.removeNamed', { subject })}
          onClick={onRemove}
        >
          {t('drafts.remove')}
        </Button>
      </Group>
      {hasVersions && <VersionList id={draft.id} onRestored={onRestored} />}
    </div>
  )
}
