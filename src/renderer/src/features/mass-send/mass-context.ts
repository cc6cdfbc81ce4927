import { createContext, useContext } from 'react'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import type {
  CheckReport,
  ListInfo,
  ListOptions,
  MassSend,
  MassSendOptions,
} from '../../../../shared/list-types.ts'
import type { Consent } from './check/check-verdict.ts'
import type { JobState } from './use-job.ts'

type ContentPatch = Partial<DraftContent> | ((content: DraftContent) => Partial<DraftContent>)

/** The mass send being prepared, for the four steps. */
export interface MassContextValue {
  readonly mass: MassSend
  readonly change: (patch: Partial<MassSend>) => void
  /** A function gets what the content is by then, after whatever was waited for. */
  readonly changeContent: (patch: ContentPatch) => void
  readonly changeOptions: (patch: Partial<MassSendOptions>) => void
  /** Null until the list is read. */
  readonly list: ListInfo | null
  readonly listJob: JobState
  readonly openList: (token: string, options: ListOptions) => void
  readonly closeList: () => void
  /** Of the message as it is now; null until it is checked, and after every change. */
  readonly report: CheckReport | null
  readonly setReport: (report: CheckReport | null) => void
  readonly consent: Consent
  readonly setConsent: (consent: Consent) => void
  readonly openBatch: (batchId: string) => void
}

const MassContext = createContext<MassContextValue | null>(null)
export const MassProvider = MassContext.Provider

export function useMass(): MassContextValue {
  const value = useContext(MassContext)
  if (!value) throw new Error('useMass outside of the mass send screen')
  return value
}
