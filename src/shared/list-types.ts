/** The recipients of a mass send before they are a batch. */
import type { BatchState, CsvProblem } from './batch-types.ts'
import type { DraftContent, FileToken } from './draft-types.ts'
import type { MessageView } from './view-types.ts'
import type { WorkbookLocale } from './workbook-locales.ts'

export interface ListOptions {
  /** Of a CSV; null: detected. */
  readonly encoding: string | null
  readonly delimiter: string | null
  /** Of a workbook; null: the first visible one that shows something. */
  readonly sheet: string | null
  /** Language tag by whose separators and dates a workbook is shown; null: `en-US`. */
  readonly locale: string | null
  /** Name of the column that holds the address; null: found. */
  readonly addressColumn: string | null
}

/** How a file was read. */
export type ListFormat =
  | { readonly kind: 'csv'; readonly encoding: string; readonly delimiter: string }
  | {
      readonly kind: 'workbook'
      readonly sheet: string
      /** All that show something. */
      readonly sheets: readonly string[]
      readonly locale: WorkbookLocale
    }

/** What a list is once all of it has been read; the counts add up: rows = valid + problems + blank + duplicates + suppressed. */
export interface ListInfo {
  readonly id: string
  readonly name: string
  readonly format: ListFormat
  readonly columns: readonly string[]
  readonly addressColumn: string
  readonly rows: number
  readonly valid: number
  readonly blank: number
  readonly duplicates: number
  readonly suppressed: number
  readonly problems: number
  /** At most 100 of them. */
  readonly problemList: readonly CsvProblem[]
}

export type ListRowState = 'valid' | 'problem' | 'blank' | 'duplicate' | 'suppressed'

export interface ListRow {
  readonly number: number
  readonly line: number
  readonly cells: readonly string[]
  readonly state: ListRowState
  /** Why it is not valid. */
  readonly text: string | null
}

export interface ListQuery {
  readonly states: readonly ListRowState[] | null
  readonly search: string
  readonly sort: { readonly column: string; readonly descending: boolean } | null
  readonly offset: number
  readonly limit: number
}

export interface ListPage {
  readonly total: number
  readonly rows: readonly ListRow[]
}

/** A mass send as it is being prepared; kept, so that the screen can be left and entered again. */
export interface MassSend {
  readonly list: { readonly token: FileToken; readonly options: ListOptions } | null
  readonly content: DraftContent
  /** A Liquid template of file names, e.g. `{{ file }}`; looked for among `attachmentFiles`. */
  readonly attachmentTemplate: string
  readonly attachmentFiles: readonly FileToken[]
  readonly options: MassSendOptions
  readonly step: number
}

export interface MassSendOptions {
  /** Null: as the profile says. */
  readonly connections: number | null
  /** As in `30/min,1000/hour`, or `none`; null: as the profile says. */
  readonly rate: string | null
  /** `default`, `none` or a list such as `5s,1m`. */
  readonly retry: string
  readonly duplicates: 'first' | 'all'
  readonly onMissingAttachment: 'block' | 'skip' | 'without'
  /** Milliseconds since 1970; null: at once, and whenever. */
  readonly startAt: number | null
  readonly notAfter: number | null
  readonly marketing: boolean
}

export interface RowFinding {
  readonly row: number
  readonly line: number
  readonly text: string
}

export interface CheckReport {
  readonly rows: number
  readonly queued: number
  readonly failed: number
  readonly skipped: number
  readonly duplicates: number
  readonly suppressed: number
  readonly missingAttachments: readonly string[]
  readonly findings: readonly RowFinding[]
  readonly warnings: readonly {
    readonly kind: string
    readonly rows: number
    readonly row: number
    readonly text: string
  }[]
  /** Row numbers worth a look. */
  readonly landmarks: readonly { readonly kind: LandmarkKind; readonly row: number }[]
  /** Octets of all messages together. */
  readonly octets: number
}

export type LandmarkKind = 'first' | 'last' | 'longest' | 'shortest' | 'blank' | 'non-ascii' | 'largest'

export interface RowPreview {
  readonly row: ListRow
  /** Null where the row cannot become a message. */
  readonly view: MessageView | null
  readonly problem: string | null
}

export interface BatchSummaryInfo {
  readonly id: string
  readonly name: string
  readonly state: BatchState
  readonly reason: string | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly destination: string
  readonly isRehearsal: boolean
}
