import type { CheckCode } from '../../../../shared/view-types.ts'

/** What the offline checks find, by code. */
export const checks = {
  'alt-missing': 'Some images have no alternative text (alt).',
  'css-background': 'Outlook for Windows shows no background images.',
  'css-flex': 'Outlook for Windows ignores display: flex.',
  'css-fonts': 'Only Apple Mail and a few others show web fonts.',
  'css-grid': 'Outlook for Windows, and Gmail apps with other accounts, ignore display: grid.',
  'css-media': 'Gmail apps with other accounts ignore media queries.',
  'css-position': 'Gmail and Outlook.com remove position: absolute, fixed and sticky.',
  'css-radius': 'Round corners (border-radius) are square in Outlook for Windows.',
  'css-variables': 'Gmail and Outlook for Windows ignore CSS variables.',
  'date-missing': 'The header Date is missing.',
  'dkim-alignment':
    'DKIM signs for another domain than that of the sender: DMARC does not count the signature.',
  'dkim-missing':
    'Unsubscribing in one click counts only where DKIM signs both List-Unsubscribe headers (RFC 8058): the server has to sign this message, or set up DKIM in the profile.',
  'element-removed': 'Mail programs remove these elements.',
  'from-missing': 'There is no From: set a sender.',
  'html-clipped': 'The HTML has {{kilobytes}} KB; Gmail shows the first 102 KB and hides the rest.',
  'image-remote':
    'Some images are fetched from the network; most readers see them only after asking for them.',
  'lang-missing': 'The HTML does not say its language (lang); screen readers guess it then.',
  'link-empty': 'Some links have no text: who cannot see them does not know where they lead.',
  'link-http': 'Some links are not encrypted (http).',
  'link-misleading': 'Some links show another address than the one they lead to, as fraud does.',
  'link-scheme': 'Some links lead nowhere a reader could go: only http, https and mailto work everywhere.',
  'many-visible': '{{count}} recipients see each other’s addresses: use Bcc, or send one mail each.',
  'message-id-missing': 'The header Message-ID is missing.',
  'no-recipients': 'The message has no recipients: it cannot be sent.',
  'placeholder-left': 'There are placeholders in it that nobody filled in.',
  'size-large': 'The message has {{megabytes}} MB; many servers refuse more than 25 MB.',
  'subject-empty': 'The subject is empty.',
  'text-missing': 'There is no text part; filters count its absence, and some readers need it.',
  'unsubscribe-missing': 'This says that it is mail to a list and names no way out: add List-Unsubscribe.',
  'unsubscribe-post-missing':
    'List-Unsubscribe works in one click only with the header List-Unsubscribe-Post: List-Unsubscribe=One-Click.',
  'unsubscribe-unsigned':
    'The DKIM signature leaves out List-Unsubscribe or List-Unsubscribe-Post (RFC 8058).',
} satisfies Readonly<Record<CheckCode, string>>
