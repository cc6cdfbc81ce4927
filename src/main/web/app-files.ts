/** What a window may load: the built app, and the pages that show the HTML of messages. Same for both shells. */
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import type { PreviewPages } from '../ipc/app-context.ts'

export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** For every answer. */
const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Styles are put in by the component library and the editors; scripts come from the app's own files only. */
const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A message's page can load nothing, run nothing and go nowhere, whatever its HTML says. */
const PAGE_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; form-action 'none'; frame-ancestors 'self'"

export class AppFiles {
  readonly #root: string
  readonly #pages: PreviewPages

  /** `root` is the folder of the built renderer. */
  constructor(root: string, pages: PreviewPages) {
    this.#root = resolve(root)
    this.#pages = pages
  }

  /** `pathname` as it stands in the address, still encoded. Nothing outside the root is ever read. */
  async answer(pathname: string): Promise<FileAnswer> {
    const path = decoded(pathname)
    if (path === null) return notFound()
    if (path.startsWith('/page/')) return this.#page(path.slice('/page/'.length))
    const file = resolve(join(this.#root, path === '/' ? 'index.html' : path))
    const type = TYPES[extname(file)]
    if (!file.startsWith(this.#root + sep) || type === undefined) return notFound()
    try {
      const body = await readFile(file)
      const policy = { 'content-security-policy': APP_POLICY }
      // Built files bear a hash in their names; the page that names them does not.
      const caching = {
        'cache-control': type.startsWith('text/html') ? 'no-store' : 'max-age=31536000, immutable',
      }
      return { status: 200, headers: { ...COMMON, ...policy, ...caching, 'content-type': type }, body }
    } catch {
      return notFound()
    }
  }

  #page(name: string): FileAnswer {
    const html = this.#pages.page(name)
    if (html === undefined) return notFound()
    const headers = {
      ...COMMON,
      'content-security-policy': PAGE_POLICY,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    }
    return { status: 200, headers, body: html }
  }
}

export function notFound(): FileAnswer {
  return { status: 404, headers: { ...COMMON, 'content-type': 'text/plain' }, body: 'Not found\n' }
}

/** Null for what cannot be a name: broken escapes, NUL, a backslash, or any step upwards. */
function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return /[\0\\]|(?:^|\/)\.\.(?:\/|$)/.test(path) || path.includes('%') ? null : path
  } catch {
    return null
  }
}
