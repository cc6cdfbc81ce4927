/** The same message as a command for a terminal, so that what was tried by hand can be scripted. */
import type { DraftContent } from '../../shared/draft-types.ts'
import type { AttachmentDocument } from '../mail/message-file.ts'
import { documentWithoutFiles } from './draft-document.ts'

/** Octets of attachments that go into the command itself; more of them are named as files beside it. */
export const MOST_INLINE = 64 * 1024

/** Every line of the JSON begins with a brace, a bracket or blanks, so no line of it is this word. */
const END = 'MAILWRIGHT_MESSAGE'

/** `read` gives the content of an attachment by its position. Paths of this machine stay out of the command. */
export async function commandLine(
  content: DraftContent,
  charset: string,
  read: (index: number) => Promise<Uint8Array>,
): Promise<string> {
  const size = content.attachments.reduce((sum, attachment) => sum + attachment.size, 0)
  const attachments: AttachmentDocument[] = []
  for (const [index, { name, mimetype, contentId }] of content.attachments.entries()) {
    const common = { mimetype, ...(contentId === null ? {} : { contentId }) }
    const bytes = size > MOST_INLINE ? null : await read(index)
    attachments.push(
      bytes === null
        ? { path: `./${name}`, ...common }
        : { filename: name, contentBase64: Buffer.from(bytes).toString('base64'), ...common },
    )
  }
  const document = withoutEmpty({ ...documentWithoutFiles(content, charset), attachments })
  const profile = content.profile === null ? '' : ` --profile=${quoted(content.profile)}`
  return `mailwright send -${profile} <<'${END}'\n${JSON.stringify(document, null, 2)}\n${END}\n`
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function withoutEmpty(document: object): object {
  const isEmpty = (value: unknown): boolean =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !isEmpty(value)))
}
