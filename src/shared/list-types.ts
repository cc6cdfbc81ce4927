/** The recipients of a mass send before they are a batch. */
import type { BatchCause, BatchEvent, BatchState, BatchTotals, CsvProblem } from './batch-types.ts'
import type { DraftContent, FileToken } from './draft-types.ts'
import type { RateSample } from './rate-samples.ts'
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
  /** What is probably wrong with the list as a whole. */
  readonly advice: readonly ListAdvice[]
}

export interface ListAdvice {
  readonly kind:
    | 'no-rows'
    /** `text` is the name of the column, none of whose cells is an address. */
    | 'no-addresses'
    /** `text` is an address in the first line, which should name the columns. */
    | 'header-is-a-row'
  readonly text: string
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
  /** Skipped rows are as they should be: suppressed, repeated, without an address. */
  readonly state: 'failed' | 'skipped'
}

/** A file by its name, and the rows that want it. */
export interface FileUse {
  /** Empty where the rows leave the name blank. */
  readonly file: string
  readonly rows: number
  readonly firstRows: readonly number[]
}

/** The files that rows choose for themselves; those that go with every row are not counted here. */
export interface AttachmentReport {
  /** Files that exist and are used, and their size together in octets. */
  readonly used: number
  readonly octets: number
  readonly missingFiles: number
  /** Rows that want a file that is missing. */
  readonly missingRows: number
  /** The first of each kind. */
  readonly missing: readonly FileUse[]
  /** Files that several rows want: right for a price list, wrong for an invoice. */
  readonly shared: readonly FileUse[]
  readonly sharedFiles: number
  /** Names of files that no row wants. */
  readonly unused: readonly string[]
  readonly unusedFiles: number
}

export interface CheckReport {
  readonly rows: number
  readonly queued: number
  readonly failed: number
  readonly skipped: number
  readonly duplicates: number
  readonly suppressed: number
  readonly attachments: AttachmentReport
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
  readonly totals: BatchTotals
  readonly reason: string | null
  readonly cause: BatchCause | null
  /** The time the cause is about, in milliseconds since 1970. */
  readonly dueAt: number | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly destination: string
  /** Of the settings; null where the batch named a backend instead. */
  readonly profile: string | null
  readonly isRehearsal: boolean
}

/** How fast a profile sent when no limit held it back. */
export interface MeasuredSpeed {
  /** Messages per second, over all connections. */
  readonly perSecond: number
  readonly connections: number
  readonly batch: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a rehearsal showed. */
export interface RehearsalResult {
  readonly messages: number
  /** Milliseconds it took. */
  readonly duration: number
  /** Of all messages together; told from a part of them where there are very many. */
  readonly octets: number
  readonly isExact: boolean
  /** Of the real run; null: no limit, and the default profile. */
  readonly rate: string | null
  readonly profile: string | null
}

/** A batch as its screen needs it. */
export interface BatchDetails {
  readonly summary: BatchSummaryInfo
  readonly snapshot: BatchEvent
  readonly connections: number
  readonly rate: string | null
  /** Milliseconds since 1970. */
  readonly startAt: number | null
  readonly notAfter: number | null
  readonly columns: readonly string[]
  /** How fast it went since this program sends it. */
  readonly history: readonly RateSample[]
}
