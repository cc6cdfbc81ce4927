/** The Clock port on the machine's own clock. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../batch/ports.ts'

/** The longest wait a timer can hold (2^31 - 1 ms); longer sleeps are slept in pieces. */
const LONGEST_TIMER = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0 && !signal.aborted; left -= LONGEST_TIMER) {
      await delay(Math.min(left, LONGEST_TIMER), undefined, { signal }).catch(() => undefined)
    }
  },
}
