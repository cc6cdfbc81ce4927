/** Compiles the fields of one template and keeps the list of the columns they name. */
import type { AttachmentDocument } from '../mail/message-file.ts'
import { compileAttachmentPath } from './attachment-path.ts'
import { compileText, type LiquidText } from './liquid.ts'
import { compileMailbox } from './mailbox.ts'
import { compileHtml } from './parts.ts'
import { type CompiledBody, compileBody, isMarkup } from './template-body.ts'
import type { TemplateSource } from './template-source.ts'
import type { TextPlace } from './text-place.ts'

type Compile = (source: string, place: TextPlace) => LiquidText

export type CompiledAttachment = { readonly [K in keyof AttachmentDocument]: LiquidText | undefined }

export class FieldCompiler {
  readonly columns = new Set<string>()
  readonly #source: TemplateSource

  constructor(source: TemplateSource) {
    this.#source = source
  }

  text(key: 'subject' | 'charset' | 'date' | 'messageId'): LiquidText | undefined {
    return this.#compile([key], this.#source.document[key], compileText)
  }

  sender(): LiquidText | undefined {
    return this.#compile(['from'], this.#source.document.from, compileMailbox)
  }

  mailboxes(key: 'to' | 'cc' | 'bcc' | 'replyTo'): readonly LiquidText[] | undefined {
    return this.#source.document[key]?.map((mailbox, index) =>
      this.#add(compileMailbox(mailbox, this.#place(key, index))),
    )
  }

  headers(): readonly (readonly [name: string, value: LiquidText])[] | undefined {
    const { headers } = this.#source.document
    return (
      headers &&
      Object.entries(headers).map(([name, value]) => {
        if (/\{[{%]/.test(name))
          throw this.#source.refuse(['headers', name], 'cannot hold placeholders in its name')
        return [name, this.#add(compileText(value, this.#place('headers', name)))]
      })
    )
  }

  body(): CompiledBody {
    const compiled = compileBody(this.#source)
    for (const text of [compiled.body, ...(compiled.alternatives ?? []).map(({ content }) => content)]) {
      if (text) this.#add(text)
    }
    return compiled
  }

  attachments(): readonly CompiledAttachment[] | undefined {
    return this.#source.document.attachments?.map((attachment, index) => {
      const field = (key: keyof AttachmentDocument, compile: Compile = compileText) =>
        this.#compile(['attachments', index, key], attachment[key], compile)
      return {
        path: field('path', compileAttachmentPath),
        filename: field('filename'),
        content: field('content', isMarkup(attachment) ? compileHtml : compileText),
        contentBase64: field('contentBase64'),
        mimetype: field('mimetype'),
        contentId: field('contentId'),
      }
    })
  }

  #compile(
    path: readonly PropertyKey[],
    source: string | undefined,
    compile: Compile,
  ): LiquidText | undefined {
    return source === undefined ? undefined : this.#add(compile(source, this.#place(...path)))
  }

  #place(...path: readonly PropertyKey[]): TextPlace {
    return this.#source.placeOf(path)
  }

  #add(text: LiquidText): LiquidText {
    for (const column of text.columns) this.columns.add(column)
    return text
  }
}
