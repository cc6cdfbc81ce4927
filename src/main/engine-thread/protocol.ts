/** What the main thread and the engine's thread say to each other: plain data, errors included. */
import type { BatchEvent, RunEnd } from '../../shared/batch-types.ts'
import type { ErrorData } from '../../shared/error-data.ts'
import type { StartOptions } from '../batch/engine.ts'

export type OutputStream = 'stdout' | 'stderr'

/** What the engine's thread is started with. */
export interface EngineSetup {
  readonly dataDir: string
  /** Undefined: none was given; empty: deliberately none. */
  readonly password: string | undefined
  /** Which of the main thread's streams is a person's terminal. */
  readonly isTTY: Readonly<Record<OutputStream, boolean>>
}

/** What the app knows of its profiles beside their settings, by their names. */
export interface EngineSecrets {
  readonly passwords: Readonly<Record<string, string>>
  /** In PEM. */
  readonly dkimKeys: Readonly<Record<string, string>>
}

/** Each but `refresh` is a method of BatchEngine. */
export type EngineCall =
  | { readonly method: 'start'; readonly batchId: string; readonly options: StartOptions }
  | { readonly method: 'pause'; readonly batchId: string }
  | { readonly method: 'cancel'; readonly batchId: string }
  | { readonly method: 'setLimits'; readonly batchId: string; readonly rate: string | null }
  | { readonly method: 'setConnections'; readonly batchId: string; readonly connections: number }
  | { readonly method: 'snapshot'; readonly batchId: string }
  /** Settings on the disk have changed, or secrets have; before every start. */
  | { readonly method: 'refresh'; readonly secrets: EngineSecrets }
  /** One message of its own asks for a turn, has it no more, or leaves: see SingleTurns. */
  | {
      readonly method: 'takeTurn'
      readonly key: string
      readonly account: string
      readonly rate: string
      readonly domains: readonly string[]
    }
  | { readonly method: 'releaseTurn' | 'turnSent'; readonly key: string }
  | { readonly method: 'close' }

/** Of `snapshot` the state of the batch, of `takeTurn` whether it has come; the other calls are just done. */
export type EngineAnswer = BatchEvent | boolean | null

export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly call: EngineCall }
  /** Output has left, or why it could not. */
  | { readonly kind: 'written'; readonly id: number; readonly error: string | null }

export type FromEngine =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: EngineAnswer }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: ErrorData }
  /** The run that the call `id` started is over. */
  | { readonly kind: 'ended'; readonly id: number; readonly end: RunEnd }
  | { readonly kind: 'event'; readonly event: BatchEvent }
  | {
      readonly kind: 'output'
      readonly id: number
      readonly stream: OutputStream
      readonly bytes: Uint8Array
    }
  /** The computer should not fall asleep now, or may again. */
  | { readonly kind: 'awake'; readonly isNeeded: boolean }
