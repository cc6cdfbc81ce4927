/** One mail for each recipient: the draft as a small batch of its own. */
import type { DraftContent } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import { plainText } from '../../shared/plain-text.ts'
import type { FrozenBatch } from '../batch/frozen-batch.ts'
import { importBatch } from '../batch/import-batch.ts'
import { openCsv } from '../csv/table.ts'
import type { AppContext } from '../ipc/app-context.ts'
import { compileTemplate } from '../template/template.ts'
import { draftDocument } from './draft-document.ts'

const COLUMN = 'address'
const FILE = 'message'

/** Resolves once the batch is in the journal, ready to start; nothing was sent then. */
export async function spread(
  content: DraftContent,
  { core, files }: Pick<AppContext, 'core' | 'files'>,
): Promise<{ readonly batchId: string }> {
  // In a mail of their own nobody is a copy: who stood in Cc or Bcc gets one like the others.
  const addresses = [...content.to, ...content.cc, ...content.bcc].filter((address) => address.trim() !== '')
  if (addresses.length === 0) throw needed('to', 'To is empty: add the recipients who each get a mail.')
  refusePlaceholders(content)
  const profile = core.resolveProfile({ profile: content.profile ?? undefined, options: {} })
  await core.signing(profile.signedBy)
  const source = templateSource(content, files, profile.defaults.charset)
  const frozen: FrozenBatch = {
    template: { source, file: FILE, baseDir: core.dataDir },
    settings: {
      choice: profile.choice,
      defaults: profile.defaults,
      policy: profile.policy,
      signedBy: profile.signedBy,
      options: {
        ...profile.limits,
        retry: 'default',
        notAfter: null,
        onMissingAttachment: 'block',
      },
    },
  }
  const csv = Buffer.from([COLUMN, ...addresses].map((cell) => quotedLine(cell)).join(''))
  const table = await openCsv(() => [csv], 'To', { encoding: 'utf-8', delimiter: ',' })
  const request = {
    table,
    csvName: content.subject.trim() || 'To',
    template: compileTemplate(source, FILE),
    frozen,
    duplicates: 'first' as const,
    limit: addresses.length,
    host: profile.host,
  }
  const ports = { ...core, journal: core.journal(), suppression: core.suppression() }
  const { batchId } = await importBatch(request, ports, async ({ missingAttachments }) => {
    if (missingAttachments.length > 0)
      throw needed('attachments', 'An attachment is gone: remove it and attach it again.')
  })
  return { batchId }
}

/** A batch never sends what looks like a placeholder nobody filled in. */
function refusePlaceholders({ subject, body, text, headers, from }: DraftContent): void {
  for (const part of [subject, body.source, text ?? '', from, ...headers.map(({ value }) => value)]) {
    const found = /\{\{.*?\}\}|\{%.*?%\}/s.exec(part)?.[0]
    if (found === undefined) continue
    throw new InputError(
      'leftover-placeholder',
      `Nothing fills in ${plainText(found.slice(0, 100))} here: remove it, or use Mass send with a list.`,
      { field: 'body' },
    )
  }
}

/** The message as a template whose only field is the recipient: braces in it stay what they are. */
function templateSource(content: DraftContent, files: AppContext['files'], charset: string): string {
  const { attachments = [], ...document } = draftDocument({ ...content, cc: [], bcc: [] }, files, charset)
  const headers = Object.entries(document.headers ?? {}).map(([name, value]) => [name, literal(value)])
  return JSON.stringify({
    ...document,
    from: document.from === undefined ? undefined : literal(document.from),
    to: [`{{ ${COLUMN} }}`],
    replyTo: document.replyTo?.map(literal),
    subject: literal(document.subject ?? ''),
    body: literal(document.body ?? ''),
    headers: Object.fromEntries(headers),
    alternatives: document.alternatives?.map(({ mimetype, content: text }) => ({
      mimetype,
      content: literal(text),
    })),
    attachments: attachments.map(({ filename = '', ...attachment }) => ({
      ...attachment,
      filename: literal(filename),
    })),
  })
}

function literal(text: string): string {
  return text.replaceAll(/\{(?=[{%]|$)/g, '{% raw %}{{% endraw %}')
}

/** Without the apostrophe that guards spreadsheets: no spreadsheet reads this. */
function quotedLine(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"\r\n`
}

function needed(field: string, message: string): InputError {
  return new InputError('bad-option', message, { field })
}
