import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../../shared/view-types.ts'
import classes from './message-view.module.css'
import { lineKinds } from './mime-lines.ts'
import { SourceLine } from './source-line.tsx'

interface SourceTabProps {
  readonly view: MessageView
  readonly onSaveEml?: () => void
}

const LINE_HEIGHT = 18

/** The raw message line by line; only the lines in sight are in the document. */
export function SourceTab({ view, onSaveEml }: SourceTabProps) {
  const { t, i18n } = useTranslation('outbox')
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => view.source.split(/\r\n|\n/), [view.source])
  const kinds = useMemo(() => lineKinds(lines), [lines])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })
  const octets = new Intl.NumberFormat(i18n.language).format(view.size)
  return (
    <div className={classes.rendered}>
      <Group gap="xs">
        <CopyButton value={view.source}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? t('source.copied') : t('source.copy')}
            </Button>
          )}
        </CopyButton>
        {onSaveEml && (
          <Button size="compact-xs" variant="default" onClick={onSaveEml}>
            {t('source.save')}
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {t('source.size', { octets })} {view.isSourceCut && t('source.cut')}
        </Text>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className={classes.lines} tabIndex={0} aria-label={t('tab.source')}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div key={index} className={classes.line} style={{ transform: `translateY(${start}px)` }}>
              <SourceLine line={lines[index] ?? ''} kind={kinds[index] ?? 'body'} />
            </div>
          ))}
        </div>
      </section>
    </div>
  )
}
