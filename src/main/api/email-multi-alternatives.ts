/** A message with more than one representation of its body, such as text and HTML. */
import type { Alternative } from '../../shared/mail-types.ts'
import {
  type AlternativeContent,
  type AlternativeInput,
  alternativeFields,
  readAlternative,
  textOfAlternative,
} from './alternative-input.ts'
import { EmailMessage } from './email-message.ts'
import {
  type AlternativesOptions,
  type PositionalAlternatives,
  readAlternativesFields,
} from './message-fields.ts'
import { copyList, readText } from './text.ts'

export class EmailMultiAlternatives extends EmailMessage {
  /** After the body, the plainest first: readers show the last one they can (RFC 2046 section 5.1.4). */
  alternatives: AlternativeInput[]

  /** Throws as EmailMessage does, and an InputError for an alternative without content or type. */
  constructor(options?: AlternativesOptions)
  constructor(...fields: PositionalAlternatives)
  constructor(...args: [AlternativesOptions?] | PositionalAlternatives) {
    const { alternatives, ...fields } = readAlternativesFields(args)
    super(fields)
    this.alternatives = copyList<AlternativeInput>('alternatives', alternatives).map(alternativeFields)
  }

  /** Throws an InputError `invalid-content` unless both are given. */
  attachAlternative(content: AlternativeContent, mimetype: string): void {
    this.alternatives.push(alternativeFields({ content, mimetype }))
  }

  /** Whether the body and every `text/…` alternative contain `text`. */
  bodyContains(text: string): boolean {
    const texts = this.readAlternatives().map(textOfAlternative)
    return [readText('body', this.body), ...texts].every((one) => one === undefined || one.includes(text))
  }

  protected override readAlternatives(): readonly Alternative[] {
    return copyList<AlternativeInput>('alternatives', this.alternatives).map(readAlternative)
  }
}
