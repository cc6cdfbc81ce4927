import type { RowState } from '../../../../../shared/batch-types.ts'
import type { SegmentState } from './state-segments.ts'

export const STATE_COLORS: Readonly<Record<SegmentState | RowState, string>> = {
  accepted: 'teal.7',
  failed: 'red.7',
  uncertain: 'grape.7',
  deferred: 'yellow.8',
  skipped: 'gray.6',
  pending: 'gray.4',
  queued: 'gray.4',
  attempting: 'blue.6',
}
