import { Button, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PartView } from '../../../../shared/view-types.ts'

interface PartsTabProps {
  readonly root: PartView
  readonly onSavePart?: (path: string) => void
}

interface PartRow {
  readonly part: PartView
  readonly depth: number
}

/** The MIME tree, one row an entity, children indented below their parent. */
export function PartsTab({ root, onSavePart }: PartsTabProps) {
  const { t, i18n } = useTranslation('outbox')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <Table fz="xs" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('parts.type')}</Table.Th>
          <Table.Th>{t('parts.encoding')}</Table.Th>
          <Table.Th ta="right">{t('parts.size')}</Table.Th>
          {onSavePart && <Table.Th>{t('parts.action')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows(root, 0).map(({ part, depth }) => (
          <Table.Tr key={part.path}>
            <Table.Td style={{ paddingInlineStart: 8 + depth * 16 }}>
              {part.path} {part.type}
              {part.charset !== null && `; ${part.charset}`}
              <Text size="xs" c="dimmed" component="div">
                {[part.disposition, part.filename, part.contentId && `cid:${part.contentId}`]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Table.Td>
            <Table.Td>{part.transferEncoding}</Table.Td>
            <Table.Td ta="right">
              {number.format(part.size)}
              <Text size="xs" c="dimmed" component="div">
                {t('parts.encoded', { octets: number.format(part.encodedSize) })}
              </Text>
            </Table.Td>
            {onSavePart && (
              <Table.Td>
                {part.parts.length === 0 && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('parts.saveNamed', { name: part.filename ?? part.type })}
                    onClick={() => onSavePart(part.path)}
                  >
                    {t('parts.save')}
                  </Button>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function rows(part: PartView, depth: number): readonly PartRow[] {
  return [{ part, depth }, ...part.parts.flatMap((each) => rows(each, depth + 1))]
}
