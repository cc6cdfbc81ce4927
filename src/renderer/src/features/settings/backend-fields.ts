/** What each backend takes, as docs/backends.md has it. One table instead of a form for each. */
import type { PathKind } from '../../../../shared/app-types.ts'

export type OptionField =
  | { readonly kind: 'text' | 'number' | 'flag'; readonly name: OptionName; readonly placeholder?: string }
  | {
      readonly kind: 'path'
      readonly name: OptionName
      readonly leadsTo: PathKind
      readonly placeholder?: string
    }
  | { readonly kind: 'choice'; readonly name: OptionName; readonly choices: readonly string[] }

export type OptionName =
  | 'host'
  | 'port'
  | 'tls'
  | 'user'
  | 'auth'
  | 'allowCleartextAuth'
  | 'timeout'
  | 'caFile'
  | 'certFile'
  | 'keyFile'
  | 'ehloName'
  | 'pipelining'
  | 'requireTls'
  | 'stream'
  | 'dir'
  | 'format'

export const BACKEND_KINDS = ['sandbox', 'smtp', 'console', 'file', 'memory', 'dummy', 'custom'] as const
export type BackendKind = (typeof BACKEND_KINDS)[number]

interface BackendFields {
  readonly main: readonly OptionField[]
  readonly more: readonly OptionField[]
}

const NONE: BackendFields = { main: [], more: [] }

export const FIELDS: Readonly<Record<BackendKind, BackendFields>> = {
  sandbox: NONE,
  memory: NONE,
  dummy: NONE,
  custom: NONE,
  console: { main: [{ kind: 'choice', name: 'stream', choices: ['stdout', 'stderr'] }], more: [] },
  file: {
    main: [
      { kind: 'path', name: 'dir', leadsTo: 'folder', placeholder: 'outbox' },
      { kind: 'choice', name: 'format', choices: ['eml', 'log'] },
    ],
    more: [],
  },
  smtp: {
    main: [
      { kind: 'text', name: 'host', placeholder: 'mail.example.com' },
      { kind: 'number', name: 'port' },
      { kind: 'choice', name: 'tls', choices: ['starttls', 'implicit', 'none'] },
      { kind: 'text', name: 'user', placeholder: 'me@example.com' },
      { kind: 'choice', name: 'auth', choices: ['password', 'xoauth2'] },
    ],
    more: [
      { kind: 'number', name: 'timeout' },
      { kind: 'text', name: 'ehloName' },
      { kind: 'choice', name: 'pipelining', choices: ['full', 'envelope', 'none'] },
      { kind: 'path', name: 'caFile', leadsTo: 'pem' },
      { kind: 'path', name: 'certFile', leadsTo: 'pem' },
      { kind: 'path', name: 'keyFile', leadsTo: 'pem' },
      { kind: 'flag', name: 'requireTls' },
      { kind: 'flag', name: 'allowCleartextAuth' },
    ],
  },
}
