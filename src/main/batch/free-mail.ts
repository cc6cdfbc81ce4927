/** Providers of free mailboxes: mail from their addresses is trusted only when it leaves through their servers. */

interface Provider {
  /** Domains of addresses; a name without a dot stands for it in every country: `yahoo.com`, `yahoo.co.jp`. */
  readonly domains: readonly string[]
  /** Domains of the servers. */
  readonly servers: readonly string[]
}

const PROVIDERS: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], servers: ['gmail.com', 'googlemail.com', 'google.com'] },
  {
    domains: ['outlook', 'hotmail', 'live', 'msn.com'],
    servers: ['outlook.com', 'office365.com', 'hotmail.com', 'live.com'],
  },
  {
    domains: ['yahoo', 'ymail.com', 'rocketmail.com', 'aol.com'],
    servers: ['yahoo.com', 'yahoo.co.jp', 'aol.com'],
  },
  { domains: ['icloud.com', 'me.com', 'mac.com'], servers: ['me.com', 'icloud.com'] },
  { domains: ['gmx', 'web.de', 'mail.com'], servers: ['gmx.net', 'gmx.com', 'web.de', 'mail.com'] },
  { domains: ['proton.me', 'protonmail.com', 'pm.me'], servers: ['proton.me', 'protonmail.ch'] },
  { domains: ['yandex', 'ya.ru'], servers: ['yandex.ru', 'yandex.com', 'yandex.net'] },
  { domains: ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru'], servers: ['mail.ru'] },
  { domains: ['qq.com', 'foxmail.com'], servers: ['qq.com'] },
  { domains: ['163.com', '126.com', 'yeah.net'], servers: ['163.com', '126.com', 'yeah.net'] },
  { domains: ['naver.com'], servers: ['naver.com'] },
  { domains: ['docomo.ne.jp'], servers: ['docomo.ne.jp'] },
  { domains: ['ezweb.ne.jp', 'au.com'], servers: ['ezweb.ne.jp', 'au.com'] },
  { domains: ['softbank.ne.jp', 'i.softbank.jp'], servers: ['softbank.ne.jp', 'softbank.jp'] },
]

/** Whether a sender of this domain is a free mailbox that `host` is no server of. Both in lower case. */
export function isForeignFreeMail(domain: string, host: string): boolean {
  const provider = PROVIDERS.find(({ domains }) => domains.some((known) => isDomain(domain, known)))
  return provider !== undefined && !provider.servers.some((server) => isWithin(host, server))
}

function isDomain(domain: string, known: string): boolean {
  if (known.includes('.')) return domain === known
  return new RegExp(`^${known}\\.(?:com?\\.)?[a-z]{2,3}$`).test(domain)
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
