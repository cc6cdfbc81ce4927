import type { RowState } from '../../../../../shared/batch-types.ts'
import type { SegmentState } from './state-segments.ts'

/** What has not happened yet is the quietest. */
const WAITING = 'light-dark(var(--mantine-color-gray-4), var(--mantine-color-dark-3))'

/** A colour of the theme, or of CSS. */
export const STATE_COLORS: Readonly<Record<SegmentState | RowState, string>> = {
  accepted: 'teal.7',
  failed: 'red.7',
  uncertain: 'grape.7',
  deferred: 'yellow.8',
  skipped: 'gray.6',
  pending: WAITING,
  queued: WAITING,
  attempting: 'blue.6',
}

export function cssColor(state: SegmentState): string {
  const color = STATE_COLORS[state]
  return color.includes('(') ? color : `var(--mantine-color-${color.replace('.', '-')})`
}
