import { Button, Group, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateSummary } from '../../../../shared/app-types.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { formatDateTime } from '../../i18n/format.ts'
import { TemplateName } from './template-name.tsx'
import { useTemplateActions } from './use-template-actions.ts'

export function TemplatesTable({ templates }: { readonly templates: readonly TemplateSummary[] }) {
  const { t } = useTranslation(['templates', 'common'])
  const [renamed, setRenamed] = useState<string | null>(null)
  const { opening, renaming, duplicating, removing } = useTemplateActions()
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th>{t('subject')}</Table.Th>
          <Table.Th>{t('savedAt')}</Table.Th>
          <Table.Th>{t('actions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {templates.map(({ id, name, subject, savedAt }) => (
          <Table.Tr key={id}>
            <Table.Td>
              {renamed === id ? (
                <TemplateName
                  name={name}
                  onCancel={() => setRenamed(null)}
                  onSave={(next) => {
                    renaming.mutate({ id, name: next })
                    setRenamed(null)
                  }}
                />
              ) : (
                name
              )}
            </Table.Td>
            <Table.Td>{subject}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDateTime(savedAt)}</Table.Td>
            <Table.Td>
              <Group gap={4} wrap="nowrap" role="group" aria-label={t('actionsOf', { name })}>
                <Button size="compact-xs" onClick={() => opening.mutate({ id, receiver: 'compose' })}>
                  {t('useInCompose')}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => opening.mutate({ id, receiver: 'mass-send' })}
                >
                  {t('useInMassSend')}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => setRenamed(id)}>
                  {t('rename')}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => duplicating.mutate({ id, name: t('copyOf', { name }) })}
                >
                  {t('common:duplicate')}
                </Button>
                <ConfirmButton
                  size="compact-xs"
                  question={t('removeQuestion', { name })}
                  action={t('common:remove')}
                  onConfirm={() => removing.mutate(id)}
                >
                  {t('common:remove')}
                </ConfirmButton>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
