/** Whether a planned batch may become real though attachments are missing. */

import { basename } from 'node:path'
import { InputError } from '../../shared/errors.ts'
import type { MissingAttachmentPolicy } from '../batch/frozen-batch.ts'
import type { Plan } from '../batch/plan.ts'

/** The returned function throws InputError `missing-attachment` where the user chose to be stopped. */
export function refuseMissing(policy: MissingAttachmentPolicy): (plan: Plan) => void {
  return ({ missingAttachments }) => {
    const [first] = missingAttachments
    if (policy !== 'block' || first === undefined) return
    const more = missingAttachments.length - 1
    throw new InputError(
      'missing-attachment',
      `An attachment is missing (${basename(first)}${more > 0 ? `, and ${more} more` : ''}): add the file, or choose to skip such rows or to send them without it.`,
      { file: basename(first) },
    )
  }
}
