import { Badge, Group, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckFinding, CheckLevel } from '../../../../shared/view-types.ts'

const ORDER: readonly CheckLevel[] = ['error', 'warning', 'note', 'ok']
const COLOURS = { error: 'red.9', warning: '#8a4b00', note: 'blue.9', ok: '#1f6b30' } as const

/** The findings, worst first, their details folded. */
export function ChecksTab({ checks }: { readonly checks: readonly CheckFinding[] }) {
  const { t } = useTranslation(['outbox', 'checks'])
  if (checks.length === 0) return <Text size="sm">{t('checks.none')}</Text>
  const sorted = [...checks].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
  return (
    <Stack gap={6}>
      {sorted.map((finding) => (
        <div key={finding.code}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Badge size="sm" radius="sm" color={COLOURS[finding.level]} miw={76} variant="filled">
              {t(`level.${finding.level}`)}
            </Badge>
            <Text size="sm">{t(`checks:${finding.code}`, finding.values)}</Text>
          </Group>
          {finding.details.length > 0 && (
            <details>
              <summary>
                <Text span size="xs">
                  {t('checks.details', { count: finding.details.length })}
                </Text>
              </summary>
              <List size="xs" withPadding>
                {finding.details.map((detail) => (
                  <List.Item key={detail}>{detail}</List.Item>
                ))}
              </List>
            </details>
          )}
        </div>
      ))}
    </Stack>
  )
}
