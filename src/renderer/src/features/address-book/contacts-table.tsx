import { Button, Checkbox, Table } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/app-types.ts'

interface ContactsTableProps {
  readonly contacts: readonly Contact[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
  readonly onEdit: (contact: Contact) => void
}

const ROW_HEIGHT = 34

/** Only the rows in sight are in the page. */
export function ContactsTable({ contacts, selected, onSelect, onEdit }: ContactsTableProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: contacts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  })
  const items = rows.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0)

  function toggle(id: string): void {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section ref={scroller} className="contacts-table" tabIndex={0} aria-label={t('contacts')}>
      <Table highlightOnHover stickyHeader aria-rowcount={contacts.length + 1}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={36}>
              <Checkbox
                aria-label={t('selectAll')}
                checked={selected.size === contacts.length}
                indeterminate={selected.size > 0 && selected.size < contacts.length}
                onChange={(event) =>
                  onSelect(new Set(event.currentTarget.checked ? contacts.map(({ id }) => id) : []))
                }
              />
            </Table.Th>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('address')}</Table.Th>
            <Table.Th>{t('note')}</Table.Th>
            <Table.Th w={90}>{t('actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index }) => {
            const contact = contacts[index]
            if (contact === undefined) return null
            const called = contact.name || contact.address
            return (
              <Table.Tr key={contact.id} h={ROW_HEIGHT} aria-rowindex={index + 2}>
                <Table.Td>
                  <Checkbox
                    aria-label={t('select', { name: called })}
                    checked={selected.has(contact.id)}
                    onChange={() => toggle(contact.id)}
                  />
                </Table.Td>
                <Table.Td>{contact.name}</Table.Td>
                <Table.Td>{contact.address}</Table.Td>
                <Table.Td>{contact.note}</Table.Td>
                <Table.Td>
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    aria-label={t('editNamed', { name: called })}
                    onClick={() => onEdit(contact)}
                  >
                    {t('common:edit')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            )
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </Table.Tbody>
      </Table>
    </section>
  )
}
