import { Drawer, Loader, NavLink, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HELP_PAGES } from '../../../../shared/help-pages.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Markdown } from './markdown.tsx'

export function HelpDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['help', 'common'])
  const [page, setPage] = useState<string>(HELP_PAGES[0])
  const help = useQuery({ queryKey: ['help', page], queryFn: () => invoke('app.help', page) })

  /** A link between pages stays here; the others are shown, not followed. */
  function open(target: string): void {
    const name = /^(?:\.\/)?([a-z-]+)\.md(?:#.*)?$/.exec(target)?.[1]
    if (name !== undefined) setPage(name)
    else void invoke('app.openExternal', target)
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="46rem"
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className="help">
        <nav aria-label={t('pages')}>
          {HELP_PAGES.map((name) => (
            <NavLink
              key={name}
              component="button"
              label={t(name)}
              active={name === page}
              aria-current={name === page ? 'page' : undefined}
              onClick={() => setPage(name)}
            />
          ))}
        </nav>
        <article className="help-page">
          {t('englishOnly') !== '-' && (
            <Text c="dimmed" size="sm">
              {t('englishOnly')}
            </Text>
          )}
          {help.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
          {help.isError && <ErrorNotice error={help.error} onRetry={() => void help.refetch()} />}
          {help.isSuccess && (
            <>
              <Title order={2}>{help.data.title}</Title>
              <Markdown source={help.data.markdown} onLink={open} />
            </>
          )}
        </article>
      </div>
    </Drawer>
  )
}
