/** Where a text of a template stands, and the errors that say so. */
import { type ErrorCode, InputError } from '../../shared/errors.ts'
import { visible } from '../mail/visible.ts'

export interface TextPlace {
  readonly file: string
  /** Key path in the template, e.g. `attachments[0].path`. */
  readonly field: string
  /** Physical line of a line of the text, both counted from 1. */
  lineOf(line: number): number | undefined
}

/** The template itself cannot be used. */
export function invalidTemplate(problem: string, place: TextPlace, textLine = 1): InputError {
  const { file, field } = place
  const line = place.lineOf(textLine)
  const where = line === undefined ? file : `${file}, line ${line}`
  return new InputError('invalid-template', `${where}: in ${visible(field)}, ${problem}.`, {
    file,
    line,
    field,
  })
}

/** The template is fine, this row does not fit it. */
export function rowError(code: ErrorCode, problem: string, { file, field }: TextPlace): InputError {
  return new InputError(code, `${visible(field)} of the template: ${problem}.`, { file, field })
}
