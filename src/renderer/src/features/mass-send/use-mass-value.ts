import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CheckReport, ListInfo, ListOptions, MassSend } from '../../../../shared/list-types.ts'
import { invoke } from '../../api.ts'
import { inLanguage } from '../../components/editor/message-language.ts'
import type { Consent } from './check/check-verdict.ts'
import type { MassContextValue } from './mass-context.ts'
import { useJob } from './use-job.ts'

const NO_CONSENT: Consent = { warningsSeen: false, leavesOut: false }

/** Options that say when and how fast: what was checked stays checked. */
const CHANGES_NO_MESSAGE: ReadonlySet<string> = new Set([
  'rate',
  'connections',
  'retry',
  'startAt',
  'notAfter',
])

/** What the four steps share: the mass send, its list while it is open, and the report of the check. */
export function useMassValue(
  mass: MassSend | null,
  changeMass: (patch: (mass: MassSend) => MassSend) => void,
  openBatch: (batchId: string) => void,
): MassContextValue | null {
  const [list, setList] = useState<ListInfo | null>(null)
  const [report, setReport] = useState<CheckReport | null>(null)
  const [consent, setConsent] = useState<Consent>(NO_CONSENT)
  const listJob = useJob()
  const { run } = listJob
  const opened = useRef<string | null>(null)

  const forget = useCallback(() => {
    setReport(null)
    setConsent(NO_CONSENT)
  }, [])
  const read = useCallback(
    async (token: string, options: ListOptions) => {
      const info = await run((job) => invoke('lists.open', job, token, options))
      if (!info) return
      if (opened.current) void invoke('lists.close', opened.current).catch(() => undefined)
      opened.current = info.id
      setList(info)
    },
    [run],
  )

  const wanted = mass?.list ?? null
  const wasRead = useRef(false)
  useEffect(() => {
    if (wasRead.current || !mass) return
    wasRead.current = true
    if (wanted) void read(wanted.token, wanted.options)
  }, [mass, wanted, read])
  useEffect(
    () => () => {
      if (opened.current) void invoke('lists.close', opened.current).catch(() => undefined)
    },
    [],
  )

  return useMemo(() => {
    if (!mass) return null
    return {
      mass,
      change: (patch) => {
        if (Object.keys(patch).some((key) => key !== 'step')) forget()
        changeMass((known) => ({ ...known, ...patch }))
      },
      changeContent: (patch) => {
        forget()
        changeMass((known) => {
          const change = typeof patch === 'function' ? patch(known.content) : patch
          return { ...known, content: inLanguage({ ...known.content, ...change }) }
        })
      },
      changeOptions: (patch) => {
        if (!Object.keys(patch).every((key) => CHANGES_NO_MESSAGE.has(key))) forget()
        changeMass((known) => ({ ...known, options: { ...known.options, ...patch } }))
      },
      list,
      listJob,
      openList: (token, options) => {
        forget()
        changeMass((known) => ({ ...known, list: { token, options } }))
        void read(token, options)
      },
      closeList: () => {
        forget()
        setList(null)
        changeMass((known) => ({ ...known, list: null }))
      },
      report,
      setReport,
      consent,
      setConsent,
      openBatch,
    }
  }, [mass, changeMass, list, listJob, read, forget, report, consent, openBatch])
}
