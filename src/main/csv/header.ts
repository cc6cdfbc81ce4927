/** Column names from the first record. */
import type { CsvProblem } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { CsvRecord } from './records.ts'

export interface Header {
  readonly line: number
  /** As written, trimmed; a column without a name is called `column N`, counted from 1. */
  readonly columns: readonly string[]
  readonly problems: readonly CsvProblem[]
}

const NO_TEXT = 'Where there are many, this is no text file: choose the CSV, or export the list as one.'

/** Throws InputError `invalid-columns` for a first record that could not be read properly. */
export function readHeader(record: CsvRecord, file: string): Header {
  const { line, problem } = record
  if (problem) {
    const message = `${file} has no readable header: ${problem.message}`
    const isBinary = problem.code === 'nul'
    throw new InputError('invalid-columns', isBinary ? `${message} ${NO_TEXT}` : message, {
      file,
      line: problem.line,
    })
  }
  const problems: CsvProblem[] = []
  const seen = new Map<string, number>()
  const columns = record.cells.map((cell, index) => {
    const written = cell.trim()
    const name = written === '' ? `column ${index + 1}` : written
    if (written === '') {
      problems.push({
        line,
        code: 'empty-column',
        message: `Column ${index + 1} has no name; it is called “${name}”.`,
      })
    }
    const first = seen.get(name)
    if (first === undefined) seen.set(name, index)
    else problems.push({ line, code: 'duplicate-column', message: sameName(first, index, name) })
    return name
  })
  return { line, columns, problems }
}

function sameName(first: number, second: number, name: string): string {
  return `Columns ${first + 1} and ${second + 1} are both named “${name}”: rename one of them.`
}

/** Throws InputError `duplicate-column` where a name would mean two columns. */
export function refuseDuplicates({ problems, line }: Header, file: string): void {
  const duplicate = problems.find((problem) => problem.code === 'duplicate-column')
  if (duplicate)
    throw new InputError('duplicate-column', `${file}, line ${line}: ${duplicate.message}`, { file, line })
}

/** Gives every repeated name a number: `email`, `email (2)`. */
export function numberDuplicates(columns: readonly string[]): readonly string[] {
  const taken = new Set<string>(columns)
  const seen = new Set<string>()
  return columns.map((name) => {
    let unique = name
    for (let number = 2; seen.has(unique) || (unique !== name && taken.has(unique)); number++) {
      unique = `${name} (${number})`
    }
    seen.add(unique)
    return unique
  })
}
