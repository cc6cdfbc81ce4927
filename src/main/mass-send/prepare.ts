/** Everything a mass send says, but for its rows, in the form a batch keeps it in. */
import type { MassSend } from '../../shared/list-types.ts'
import { effectiveRate } from '../../shared/rate-limits.ts'
import type { FrozenBatch } from '../batch/frozen-batch.ts'
import { parseRateLimits, rehearsedRate } from '../batch/rate-limits.ts'
import { parseRetryPolicy } from '../batch/retry-policy.ts'
import { draftTemplate, TEMPLATE_FILE } from '../compose/draft-template.ts'
import type { AppContext, FileStore } from '../ipc/app-context.ts'
import { attachmentFolder } from './attachment-folder.ts'

export interface Prepared {
  readonly profile: ReturnType<AppContext['core']['resolveProfile']>
  readonly frozen: FrozenBatch
}

/** `rehearsal` goes to the sandbox with the bytes the profile would send. Throws InputError. */
export async function prepare(
  { content, options, attachmentFiles, attachmentTemplate }: MassSend,
  addressColumn: string,
  { core, files }: { readonly core: AppContext['core']; readonly files: FileStore },
  rehearsal = false,
): Promise<Prepared> {
  const profile = core.resolveProfile({ profile: content.profile ?? undefined, options: {} })
  const rate = effectiveRate(options.rate, profile.limits.rate)
  if (rate !== null) parseRateLimits(rate)
  parseRetryPolicy(options.retry)
  const source = draftTemplate(content, {
    addressColumn,
    attachmentTemplate,
    charset: profile.defaults.charset,
    attachments: content.attachments.map((attachment) => ({
      ...attachment,
      path: files.path(attachment.token),
    })),
  })
  const baseDir = await attachmentFolder(core.dataDir, files, attachmentFiles)
  const connections = options.connections ?? profile.limits.connections
  const { retry, notAfter, startAt, onMissingAttachment, marketing } = options
  const sandbox = rehearsal ? core.resolveProfile({ backend: 'sandbox', options: {} }) : profile
  return {
    profile: sandbox,
    frozen: {
      template: { source, file: TEMPLATE_FILE, baseDir },
      settings: {
        choice: sandbox.choice,
        defaults: profile.defaults,
        policy: profile.policy,
        signedBy: profile.signedBy,
        options: {
          ...{ connections, retry, onMissingAttachment, marketing },
          rate: rehearsal ? rehearsedRate(rate) : rate,
          // A rehearsal shows what would happen, not when.
          notAfter: rehearsal ? null : notAfter,
          startAt: rehearsal ? null : startAt,
          ...(rehearsal && { rehearsalOf: { profile: profile.choice.profile ?? null, rate } }),
        },
      },
    },
  }
}
