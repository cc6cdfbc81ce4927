export const help = {
  title: 'Help',
  pages: 'Pages',
  englishOnly: '-',
  'mail-a-csv': 'Mail a CSV',
  templates: 'Templates',
  backends: 'Backends',
  sandbox: 'The sandbox',
  delivery: 'How mail is delivered',
  suppression: 'Suppression list',
  settings: 'Settings',
  'custom-backends': 'Your own backend',
  'command-line': 'Command line',
}
