/** The pages of docs/ that the app shows, in the order a newcomer reads them. */
export const HELP_PAGES = [
  'mail-a-csv',
  'templates',
  'backends',
  'sandbox',
  'delivery',
  'suppression',
  'settings',
  'command-line',
  'scripting',
  'custom-backends',
] as const

export type HelpPage = (typeof HELP_PAGES)[number]
