/** What a workbook is made of: its sheets in their order, and the parts they share. */
import { binaryWorkbook, damagedWorkbook } from './errors.ts'
import { LARGEST_PART } from './limits.ts'
import { type Relationship, readRelationships } from './relationships.ts'
import { type Attributes, readXml } from './xml.ts'
import type { ZipParts } from './zip.ts'

export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
  /** Name of the part. */
  readonly part: string
}

export interface Workbook {
  readonly sheets: readonly Sheet[]
  /** Days are counted from 1904, as by the first Excel for the Mac. */
  readonly date1904: boolean
  readonly stringsPart: string | null
  readonly stylesPart: string | null
}

/** The main part of the workbook that the archive holds, readable or not; null where it holds something else. */
export async function workbookPart(parts: ZipParts, file: string): Promise<string | null> {
  if (parts.has('xl/workbook.bin')) throw binaryWorkbook(file)
  const found = (await readRelationships(parts, file, '')).find(({ kind }) => kind === 'officeDocument')
  if (found && /^xl\//i.test(found.target)) return found.target
  return parts.has('xl/workbook.xml') ? 'xl/workbook.xml' : null
}

/** Chart sheets and macro sheets are left out. Throws InputError `invalid-workbook`. */
export async function readWorkbook(parts: ZipParts, file: string, part: string): Promise<Workbook> {
  const related = await readRelationships(parts, file, part)
  const sheets: Sheet[] = []
  let date1904 = false
  await readXml(parts.read(part, LARGEST_PART), file, part, {
    open: (name, attributes, depth) => {
      if (name === 'workbookPr' && depth === 2) date1904 = isTrue(attributes.date1904)
      if (name === 'sheet' && depth === 3) {
        const sheet = sheetOf(attributes, related)
        if (sheet) sheets.push(sheet)
      }
    },
    close: () => undefined,
    text: () => undefined,
  })
  if (sheets.length === 0) throw damagedWorkbook(file, 'it has no sheet')
  const shared = (kind: string): string | null => {
    const target = related.find((relationship) => relationship.kind === kind)?.target
    return target !== undefined && parts.has(target) ? target : null
  }
  return { sheets, date1904, stringsPart: shared('sharedStrings'), stylesPart: shared('styles') }
}

function sheetOf(attributes: Attributes, related: readonly Relationship[]): Sheet | null {
  // `r:id` as a rule, whatever the prefix.
  const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
  const relationship = related.find((candidate) => candidate.id === id)
  const { name, state } = attributes
  if (name === undefined || relationship?.kind !== 'worksheet') return null
  return { name, isHidden: state === 'hidden' || state === 'veryHidden', part: relationship.target }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}
