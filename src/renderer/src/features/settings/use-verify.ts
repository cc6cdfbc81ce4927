import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { VerifyStep } from '../../../../shared/app-types.ts'
import type { ProfileSettings } from '../../../../shared/settings-types.ts'
import { invoke, newJob, onEvent } from '../../api.ts'

interface Trial {
  readonly name: string
  readonly profile: ProfileSettings
  /** Null: the one that is kept. */
  readonly password: string | null
}

/** Tries a profile without sending; the steps appear as they end. */
export function useVerify() {
  const [steps, setSteps] = useState<readonly VerifyStep[]>([])
  const mutation = useMutation({
    meta: { showsError: true },
    mutationFn: async ({ name, profile, password }: Trial) => {
      setSteps([])
      const job = newJob()
      const stop = onEvent('progress', (progress) => {
        const { step } = progress
        if (progress.job === job && step !== null) setSteps((old) => [...old, step])
      })
      try {
        setSteps(await invoke('settings.verify', job, name, profile, password))
      } finally {
        stop()
      }
    },
  })
  const clear = (): void => {
    setSteps([])
    mutation.reset()
  }
  return { steps, isRunning: mutation.isPending, error: mutation.error, verify: mutation.mutate, clear }
}
