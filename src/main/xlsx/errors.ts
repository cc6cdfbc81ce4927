/** Workbooks that cannot be read, in words. */
import { InputError } from '../../shared/errors.ts'

export interface CellPlace {
  readonly file: string
  readonly sheet: string
  /** As in `C5`. */
  readonly cell: string
}

export function damagedWorkbook(file: string, what: string, cause?: unknown): InputError {
  return new InputError(
    'invalid-workbook',
    `${file} is damaged: ${what}. Open it in the spreadsheet program, save it again, or save it as “CSV UTF-8”.`,
    { file },
    cause === undefined ? undefined : { cause },
  )
}

export function damagedCell({ file, sheet, cell }: CellPlace, what: string): InputError {
  return new InputError(
    'invalid-workbook',
    `${file} is damaged: cell ${cell} of sheet “${sheet}” ${what}. Open it in the spreadsheet program, correct the cell, and save it again.`,
    { file, sheet, cell },
  )
}

export function tooLargeWorkbook(file: string, what: string): InputError {
  return new InputError(
    'too-large',
    `${file} ${what}: keep only the list in it, or save the sheet as “CSV UTF-8”.`,
    { file },
  )
}

export function protectedWorkbook(file: string): InputError {
  return new InputError(
    'protected-workbook',
    `${file} is protected with a password: remove the password in the spreadsheet program, or save the sheet as “CSV UTF-8”.`,
    { file },
  )
}

export function binaryWorkbook(file: string): InputError {
  return new InputError(
    'binary-file',
    `${file} is a binary workbook (.xlsb): save it as .xlsx or “CSV UTF-8” in the spreadsheet program first.`,
    { file },
  )
}

export function unknownSheet(file: string, name: string, known: readonly string[]): InputError {
  const names = known.map((sheet) => `“${sheet}”`).join(', ')
  return new InputError(
    'unknown-sheet',
    `${file} has no sheet “${name}” with anything in it, only ${names}: choose one of them.`,
    { file, sheet: name, field: 'sheet' },
  )
}
