/** The pages of docs/ that the app shows, in the order a newcomer reads them. */
export const HELP_PAGES = [
  'app',
  'write-a-mail',
  'mail-a-csv',
  'templates',
  'outbox',
  'backends',
  'sandbox',
  'delivery',
  'suppression',
  'settings',
  'command-line',
  'scripting',
  'custom-backends',
] as const
