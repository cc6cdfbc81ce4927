/** What large receivers ask of marketing mail. Only warnings: the sender may know better. */
import { isAligned } from '../../shared/dkim-alignment.ts'
import { type AddressPolicy, parseAddress } from '../mail/address.ts'
import type { Recipients, TemplateHead } from '../template/template.ts'
import { isForeignFreeMail } from './free-mail.ts'
import type { PlanWarningKind } from './plan-warnings.ts'

export interface BulkMailChecks {
  /** Sender of messages that name none. */
  readonly from: string
  readonly addresses: AddressPolicy
  /** The server mail leaves through, in lower case; undefined where there is none or it is not known. */
  readonly host: string | undefined
  /** The domain DKIM signs for; undefined where Mailwright does not sign. */
  readonly signingDomain: string | undefined
}

export interface BulkMailWarning {
  readonly kind: PlanWarningKind
  readonly text: string
}

/** So many people may see each other's addresses before it looks like a mistake. */
const MOST_VISIBLE = 10

const ONE_CLICK = 'List-Unsubscribe=One-Click'

/** RFC 2369 section 2: URIs in angle brackets, separated by commas. */
const URI_LIST = /^ *<[^<>\s]+>(?: *, *<[^<>\s]+>)* *$/

/** What is wrong with one row of a marketing batch. */
export function bulkMailWarnings(
  head: TemplateHead,
  { to, cc }: Recipients,
  checks: BulkMailChecks,
): readonly BulkMailWarning[] {
  const unsubscribe = header(head, 'List-Unsubscribe')
  const found: readonly (readonly [PlanWarningKind, string | null])[] = [
    ['list-unsubscribe', listUnsubscribe(unsubscribe)],
    ['list-unsubscribe-post', listUnsubscribePost(header(head, 'List-Unsubscribe-Post'))],
    ['no-text-part', head.hasText ? null : 'There is no text part; add one, many filters count its absence.'],
    ['free-mail-sender', freeMailSender(head.from ?? checks.from, checks)],
    ['dkim-alignment', dkimAlignment(head.from ?? checks.from, checks)],
    ['many-visible-recipients', visibleRecipients(to.length + cc.length)],
  ]
  return found.flatMap(([kind, text]) => (text === null ? [] : [{ kind, text }]))
}

/** RFC 8058 section 3.1: exactly one https URI, which a mailto may accompany. */
function listUnsubscribe(value: string): string | null {
  if (value === '') {
    return 'The header List-Unsubscribe is missing; add List-Unsubscribe: <https://…> with a link of each recipient’s own.'
  }
  if (!URI_LIST.test(value)) {
    return 'The header List-Unsubscribe is not a list of links in angle brackets; write <https://…>.'
  }
  const links = value.match(/(?<=<)[^<>]+(?=>)/g) ?? []
  const https = links.filter((link) => /^https:/i.test(link))
  if (links.some((link) => /^http:/i.test(link))) {
    return 'The header List-Unsubscribe has an http link; unsubscribing with one click needs https.'
  }
  if (https.length === 0) {
    return 'The header List-Unsubscribe has no https link; a mailto alone is not one-click (RFC 8058).'
  }
  if (https.length > 1) return 'The header List-Unsubscribe has several https links; keep one (RFC 8058).'
  return URL.canParse(https[0] ?? '') ? null : 'The https link of List-Unsubscribe is not valid; correct it.'
}

function listUnsubscribePost(value: string): string | null {
  if (value === ONE_CLICK) return null
  const problem = value === '' ? 'is missing' : 'is not what RFC 8058 asks for'
  return `The header List-Unsubscribe-Post ${problem}; write List-Unsubscribe-Post: ${ONE_CLICK}.`
}

function freeMailSender(from: string, { host, addresses }: BulkMailChecks): string | null {
  if (host === undefined || from.trim() === '') return null
  const { domain } = parseAddress(from, 'from', addresses)
  if (!isForeignFreeMail(domain, host)) return null
  return `The sender is at ${domain}, but the mail leaves through ${host}, which receivers take for forged; use an address of your own domain.`
}

/** Without alignment DMARC counts the signature for nothing. */
function dkimAlignment(from: string, { signingDomain, addresses }: BulkMailChecks): string | null {
  if (signingDomain === undefined || from.trim() === '') return null
  const { domain } = parseAddress(from, 'from', addresses)
  if (isAligned(signingDomain, domain)) return null
  return `The sender is at ${domain}, but DKIM signs for ${signingDomain}, which DMARC does not count; sign for the sender’s domain.`
}

function visibleRecipients(count: number): string | null {
  if (count <= MOST_VISIBLE) return null
  return `The message shows ${count} addresses in To and Cc to each other; send one message to each.`
}

/** Names of headers do not depend on case (RFC 5322 section 1.2.2). */
function header({ headers }: TemplateHead, name: string): string {
  const found = Object.entries(headers).find(([known]) => known.toLowerCase() === name.toLowerCase())
  return found?.[1].trim() ?? ''
}
