/** The two channels of Electron's IPC: calls of a window to main, events of main to a window. */
export const CALL_CHANNEL = 'mailwright:call'
export const EVENT_CHANNEL = 'mailwright:event'
