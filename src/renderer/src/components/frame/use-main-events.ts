import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { onEvent } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { keepSettings } from '../../settings-query.ts'
import { showError, showInfo, showWarning } from '../notices.ts'

/** What main tells makes the answers that are kept here old. Queries are named by their feature. */
export function useMainEvents(): void {
  useEffect(() => {
    const endings = [
      onEvent('settings', keepSettings),
      onEvent('outbox', () => void queryClient.invalidateQueries({ queryKey: ['outbox'] })),
      onEvent('sandbox', () => {
        void queryClient.invalidateQueries({ queryKey: ['outbox'] })
        void queryClient.invalidateQueries({ queryKey: ['sandbox'] })
      }),
      listenToBatches(),
      onEvent('notice', ({ kind, message }) => {
        const show = { info: showInfo, warning: showWarning, error: showError }[kind]
        show(message)
      }),
    ]
    return () => {
      for (const end of endings) end()
    }
  }, [])
}

/** Ten events a second are for charts and bars; lists are asked for again once a second at most. */
function listenToBatches(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = onEvent('batch', () => {
    timer ??= setTimeout(() => {
      timer = undefined
      void queryClient.invalidateQueries({ queryKey: ['batches'] })
      void queryClient.invalidateQueries({ queryKey: ['outbox'] })
    }, 1_000)
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}

/** False while the browser shell's socket is lost. Once it is back, everything is asked for again. */
export function useConnection(): boolean {
  const { t } = useTranslation('frame')
  const [isOpen, setOpen] = useState(true)
  useEffect(
    () =>
      onEvent('connection', (connection) => {
        setOpen(connection.isOpen)
        if (!connection.isOpen) return
        showInfo(t('connectionBack'))
        void queryClient.invalidateQueries()
      }),
    [t],
  )
  return isOpen
}
