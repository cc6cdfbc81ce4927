/** What to try when a provider refuses a login. */

const APP_PASSWORD: readonly { readonly provider: RegExp; readonly advice: string }[] = [
  {
    provider: /gmail|google/i,
    advice:
      'Gmail needs an app password instead of the account password: Google Account, Security, App passwords.',
  },
  {
    provider: /outlook|office365|hotmail|live\.com|microsoft|basic authentication is disabled/i,
    advice:
      'Microsoft accepts passwords only where SMTP AUTH is switched on for the mailbox: use OAuth2, or ask the administrator.',
  },
  {
    provider: /yahoo|aol\.com/i,
    advice:
      'Yahoo needs an app password instead of the account password: Account security, Generate app password.',
  },
  {
    provider: /icloud|\bme\.com|apple/i,
    advice: 'iCloud needs an app-specific password: account.apple.com, Sign-In and Security.',
  },
  {
    provider: /zoho|fastmail/i,
    advice: 'This provider needs an app password instead of the account password.',
  },
]

/** Null where the host and the words of the refusal point to no known provider. */
function providerAdvice(host: string, text: string): string | null {
  return APP_PASSWORD.find(({ provider }) => provider.test(host) || provider.test(text))?.advice ?? null
}

export function loginAdvice(host: string, text: string): string {
  return (
    providerAdvice(host, text) ??
    (/app(lication)?[- ](specific )?password/i.test(text)
      ? 'This provider needs an app password instead of the account password.'
      : 'Check the user name and the password; with two-step login most providers want an app password here.')
  )
}
