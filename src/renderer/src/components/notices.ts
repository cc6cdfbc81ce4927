/** Notices in the corner: for what a person did not wait for, and for what has no better place. */
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { errorWords } from './error-words.ts'

/** The cross needs a name of its own. */
function closeButtonProps() {
  return { 'aria-label': i18next.t('close') }
}

export function showError(error: unknown): void {
  notifications.show({
    color: 'red',
    title: i18next.t('somethingFailed'),
    message: errorMessage(error),
    autoClose: 10_000,
    role: 'alert',
    closeButtonProps: closeButtonProps(),
  })
}

export function showInfo(message: string): void {
  notifications.show({ message, autoClose: 4_000, closeButtonProps: closeButtonProps() })
}

export function showWarning(message: string): void {
  notifications.show({
    message,
    color: 'yellow',
    autoClose: 10_000,
    closeButtonProps: closeButtonProps(),
  })
}

export function errorMessage(error: unknown): string {
  return errorWords(error).sentence
}
