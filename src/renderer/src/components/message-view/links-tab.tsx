import { Anchor, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkView } from '../../../../shared/view-types.ts'
import { LinkDialog } from './link-dialog.tsx'

export function LinksTab({ links }: { readonly links: readonly LinkView[] }) {
  const { t } = useTranslation('outbox')
  const [asked, setAsked] = useState<LinkView | null>(null)
  const seen = new Map<string, number>()
  if (links.length === 0) return <Text size="sm">{t('links.none')}</Text>
  return (
    <Stack gap="xs">
      {links.map((link) => {
        const nth = (seen.get(link.target) ?? 0) + 1
        seen.set(link.target, nth)
        return (
          <div key={`${link.target} ${nth}`}>
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setAsked(link)}>
              {link.text || link.target}
            </Anchor>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {link.target}
            </Text>
          </div>
        )
      })}
      <LinkDialog link={asked} onClose={() => setAsked(null)} />
    </Stack>
  )
}
