/** What separates the cells: told by the user, by a `sep=` line, or found by trying. */
import { InputError } from '../../shared/errors.ts'
import { RecordReader } from './records.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

type Delimiter = (typeof DELIMITERS)[number]

const NAMES: ReadonlyMap<string, Delimiter> = new Map<string, Delimiter>([
  ['tab', '\t'],
  ['\\t', '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['pipe', '|'],
])

/** Takes the character itself or its name. Throws InputError `unknown-delimiter`. */
export function parseDelimiter(text: string): Delimiter {
  const delimiter = DELIMITERS.find((known) => known === text) ?? NAMES.get(text.toLowerCase())
  if (delimiter) return delimiter
  throw new InputError(
    'unknown-delimiter',
    `The delimiter “${text}” is not one of comma, semicolon, tab and pipe: write “,”, “;”, “tab” or “|”.`,
    { field: 'delimiter' },
  )
}

/** The delimiter that spreadsheets write into a first line of its own, such as `sep=;`; null without one. */
export function declaredDelimiter(text: string): Delimiter | null {
  const declared = /^sep=([,;\t|])(?:[\r\n]|$)/i.exec(text)?.[1]
  return DELIMITERS.find((known) => known === declared) ?? null
}

/** Enough records to see what is regular. */
const SAMPLE_RECORDS = 200

interface Fit {
  readonly delimiter: Delimiter
  /** Share of the records that have the most frequent number of cells above 1; 0 when that means nothing. */
  readonly share: number
  readonly columns: number
  readonly headerFits: boolean
}

/**
 * The delimiter that gives the same number of cells, more than one, on most records, quotes understood.
 * Among equals the one that suits the header, then the one with more columns, then the order of DELIMITERS.
 * A file of one column has a comma. `whole` tells that the sample ends where the file ends.
 */
export function sniffDelimiter(sample: string, whole: boolean, maxCellBytes: number): Delimiter {
  let best: Fit = { delimiter: ',', share: 0, columns: 1, headerFits: false }
  for (const delimiter of DELIMITERS) {
    const fit = tryDelimiter(delimiter, sample, whole, maxCellBytes)
    if (isBetter(fit, best)) best = fit
  }
  return best.delimiter
}

function tryDelimiter(delimiter: Delimiter, sample: string, whole: boolean, maxCellBytes: number): Fit {
  const reader = new RecordReader(delimiter, maxCellBytes)
  const complete = reader.push(sample)
  const records = whole || complete.length === 0 ? [...complete, ...reader.end()] : complete
  const widths = records.slice(0, SAMPLE_RECORDS).map(({ cells, problem }) => (problem ? 1 : cells.length))
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  counts.delete(1)
  const [columns = 1, count = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  const headerFits = widths[0] === columns
  // A character that neither the header nor most of the rows hold is part of the text.
  const share = headerFits || count > widths.length / 2 ? count / widths.length : 0
  return { delimiter, share, columns, headerFits }
}

function isBetter(fit: Fit, best: Fit): boolean {
  if (fit.share === 0 || fit.share !== best.share) return fit.share > best.share
  if (fit.headerFits !== best.headerFits) return fit.headerFits
  return fit.columns > best.columns
}
