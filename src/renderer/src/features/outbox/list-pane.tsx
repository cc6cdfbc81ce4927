import { Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup } from '../../../../shared/outbox-types.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyList } from './empty-list.tsx'
import { MessageRow } from './message-row.tsx'
import classes from './outbox.module.css'
import { useOutboxPages } from './use-outbox-pages.ts'

interface ListPaneProps {
  readonly group: OutboxGroup
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

const ROW_HEIGHT = 62

export function ListPane({ group, selected, onSelect }: ListPaneProps) {
  const { t, i18n } = useTranslation('outbox')
  const scroller = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 200)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const { total, error, entryAt, refetch } = useOutboxPages(group, search, range.first, range.last)
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    onChange: ({ range: now }) => {
      if (now && (now.startIndex !== range.first || now.endIndex !== range.last))
        setRange({ first: now.startIndex, last: now.endIndex })
    },
  })

  function keyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    const focused = document.activeElement?.getAttribute('data-index')
    if (step === undefined || focused === null || focused === undefined) return
    event.preventDefault()
    const next = Math.min(Math.max(Number(focused) + step, 0), (total ?? 1) - 1)
    virtual.scrollToIndex(next)
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)
      row?.focus()
      row?.click()
    })
  }

  return (
    <section className={classes.pane} aria-label={t('list.label')}>
      <div className={classes.padded}>
        <TextInput
          size="xs"
          type="search"
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" mt={4} role="status">
          {total === null
            ? t('list.loading')
            : t('list.count', { n: new Intl.NumberFormat(i18n.language).format(total) })}
        </Text>
      </div>
      {error && <ErrorNotice title={t('error.load')} error={error} onRetry={refetch} />}
      {total === 0 && <EmptyList isSearch={search !== ''} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are buttons; arrows move between them */}
      <div ref={scroller} className={classes.scroll} onKeyDown={keyDown}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <MessageRow
              key={index}
              index={index}
              start={start}
              entry={entryAt(index)}
              selected={selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
    </section>
  )
}
