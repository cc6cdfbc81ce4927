/** What the main thread and the thread of the lists say to each other: plain data, errors included. */
import type { BatchRow, RowState } from '../../shared/batch-types.ts'
import type { ErrorData } from '../../shared/error-data.ts'
import type { CheckReport, ListInfo, ListPage, ListQuery, ListRow } from '../../shared/list-types.ts'
import type { FrozenBatch } from '../batch/frozen-batch.ts'
import type { DuplicatePolicy } from '../batch/plan.ts'
import type { BatchSize } from '../mass-send/batch-size.ts'
import type { ListSource } from '../recipient-list/read-list.ts'

export interface ListThreadSetup {
  readonly dataDir: string
  /** Right of the @ in Message-IDs. */
  readonly hostName: string
}

/** A batch before there is one, as it crosses to the thread that has the rows. */
export interface BatchPlanRequest {
  readonly frozen: FrozenBatch
  readonly duplicates: DuplicatePolicy
  readonly host: string | undefined
  readonly signingDomain: string | undefined
}

export interface BatchRowsQuery {
  readonly states: readonly RowState[] | null
  readonly search: string
  readonly offset: number
  readonly limit: number
}

/** Each call with what it needs and what it answers. */
export interface ListCalls {
  readonly open: { readonly args: ListSource; readonly answer: ListInfo }
  readonly page: { readonly args: { list: string; query: ListQuery }; readonly answer: ListPage }
  readonly row: {
    readonly args: { list: string; number: number }
    /** Only a row that could be read can be a message. */
    readonly answer: { readonly row: ListRow; readonly isReadable: boolean }
  }
  readonly info: { readonly args: { list: string }; readonly answer: ListInfo }
  readonly close: { readonly args: { list: string }; readonly answer: null }
  readonly check: {
    readonly args: { list: string; request: BatchPlanRequest }
    readonly answer: CheckReport
  }
  /** The batch's id. */
  readonly import: { readonly args: { list: string; request: BatchPlanRequest }; readonly answer: string }
  readonly batchRows: {
    readonly args: { batchId: string; query: BatchRowsQuery }
    readonly answer: { readonly total: number; readonly rows: readonly BatchRow[] }
  }
  readonly batchSize: { readonly args: { batchId: string }; readonly answer: BatchSize }
}

export type ListCallName = keyof ListCalls

export type ListCall = {
  readonly [Name in ListCallName]: { readonly name: Name; readonly args: ListCalls[Name]['args'] }
}[ListCallName]

export type ListAnswer = ListCalls[ListCallName]['answer']

export type ToLists =
  | { readonly kind: 'call'; readonly id: number; readonly call: ListCall }
  | { readonly kind: 'cancel'; readonly id: number }

export type FromLists =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: ListAnswer }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: ErrorData }
  /** `done` of `total` octets or rows. */
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
