/** Links that readers or filters will not trust. */
import type { CheckFinding } from '../../../shared/view-types.ts'
import { finding, type MessageFacts } from './finding.ts'

export function* checkLinks({ links }: MessageFacts): Generator<CheckFinding> {
  const odd = links.filter(({ target }) => !/^(?:https?|mailto|tel|cid):|^#/i.test(target))
  if (odd.length > 0) {
    const message = 'Some links lead nowhere a reader could go: only http, https and mailto work everywhere.'
    yield finding('link-scheme', 'error', message, { details: odd.map(({ target }) => target) })
  }
  const plain = links.filter(({ target }) => /^http:/i.test(target))
  if (plain.length > 0) {
    yield finding('link-http', 'note', 'Some links are not encrypted (http).', {
      details: plain.map(({ target }) => target),
    })
  }
  const misleading = links.filter(
    ({ target, text }) => shownHost(text) !== null && shownHost(text) !== hostOf(target),
  )
  if (misleading.length > 0) {
    const message = 'Some links show another address than the one they lead to, as fraud does.'
    yield finding('link-misleading', 'warning', message, {
      details: misleading.map(({ target, text }) => `${text} → ${target}`),
    })
  }
  const empty = links.filter(({ text }) => text === '')
  if (empty.length > 0) {
    const message = 'Some links have no text: who cannot see them does not know where they lead.'
    yield finding('link-empty', 'warning', message, { details: empty.map(({ target }) => target) })
  }
}

/** The host a link's text claims to lead to, where it looks like an address. */
function shownHost(text: string): string | null {
  const found = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]|$)/i.exec(text.trim())?.[1]
  return found === undefined ? null : bare(found)
}

function hostOf(target: string): string | null {
  return URL.canParse(target) ? bare(new URL(target).hostname) : null
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}
