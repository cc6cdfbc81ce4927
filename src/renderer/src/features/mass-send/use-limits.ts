import { effectiveRate } from '../../../../shared/rate-limits.ts'
import { useMass } from './mass-context.ts'
import type { Limits } from './predict-duration.ts'
import { useProfile } from './use-profile.ts'

/** Rate and connections as the batch would get them: its own, else those of its profile. */
export function useLimits(): Limits {
  const { content, options } = useMass().mass
  const profile = useProfile(content.profile)?.limits
  return {
    rate: effectiveRate(options.rate, profile?.rate ?? null),
    connections: options.connections ?? profile?.connections ?? 1,
  }
}
