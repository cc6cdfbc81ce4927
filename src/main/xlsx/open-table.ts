/** Opens whatever holds a table, a CSV or a workbook, by its content and not by its name. */
import { InputError } from '../../shared/errors.ts'
import type { ListFormat } from '../../shared/list-types.ts'
import { DEFAULT_WORKBOOK_LOCALE } from '../../shared/workbook-locales.ts'
import type { ByteSource } from '../csv/decode.ts'
import { type CsvOptions, openCsv, type RowTable } from '../csv/table.ts'
import { damagedWorkbook, protectedWorkbook } from './errors.ts'
import { parseLocale } from './locales.ts'
import { openWorkbook, type WorkbookTable } from './open-workbook.ts'
import type { RandomAccess, RandomAccessSource } from './random-access.ts'
import { workbookPart } from './workbook.ts'
import { ZipParts } from './zip.ts'

/** The same file in both ways of reading. */
export interface TableFile {
  readonly bytes: ByteSource
  readonly access: RandomAccessSource
}

export interface TableOptions extends CsvOptions {
  /** Name of the sheet; the first visible one that shows something when missing. */
  readonly sheet?: string
  /** A language tag whose separators and dates a workbook is shown with; `en-US` when missing. */
  readonly locale?: string
}

export interface Table extends RowTable {
  readonly format: ListFormat
  /** Null where nobody has counted them yet. */
  readonly rows: number | null
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** The stream of an old Office container that an encrypted workbook is kept in ([MS-OFFCRYPTO] 2.3.4.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

const HEAD = 64 * 1024

/**
 * Throws InputError: what `openCsv` and `openWorkbook` throw, and `bad-option` for an option of the other kind.
 * A locale does nothing to a CSV, which is text already.
 */
export async function openTable(file: TableFile, name: string, options: TableOptions = {}): Promise<Table> {
  const workbook = await openIfWorkbook(file, name, options)
  if (workbook) return workbook
  refuse(options, ['sheet'], name, 'is no workbook')
  const table = await openCsv(file.bytes, name, options)
  const { encoding, delimiter } = table
  return { ...table, rows: null, format: { kind: 'csv', encoding, delimiter } }
}

/** Null for what is no workbook, judged by the content. */
export async function openIfWorkbook(
  file: TableFile,
  name: string,
  options: TableOptions,
): Promise<(Table & WorkbookTable) | null> {
  const access = await file.access()
  try {
    const head = Buffer.from(await access.read(0, HEAD))
    if (head.indexOf(ZIP) === 0) return await openZip(file.access, access, head, name, options)
    if (head.indexOf(OLE) === 0 && (await holds(file.bytes, ENCRYPTED))) throw protectedWorkbook(name)
    return null
  } finally {
    await access.close()
  }
}

/** Null for an archive of something else, which is refused as no CSV. */
async function openZip(
  source: RandomAccessSource,
  access: RandomAccess,
  head: Buffer,
  name: string,
  options: TableOptions,
): Promise<(Table & WorkbookTable) | null> {
  const parts = await ZipParts.open(access, name).catch((error: unknown) => {
    if (head.includes('[Content_Types].xml') || head.includes('xl/')) throw error
    return null
  })
  const part = parts && (await workbookPart(parts, name))
  if (!parts || part === null) return null
  if (!parts.has(part)) throw damagedWorkbook(name, `its part ${part} is missing`)
  refuse(options, ['encoding', 'delimiter'], name, 'is a workbook')
  const locale = options.locale === undefined ? DEFAULT_WORKBOOK_LOCALE : parseLocale(options.locale)
  const { duplicateColumns, sheet } = options
  const table = await openWorkbook(source, parts, part, name, { sheet, locale, duplicateColumns })
  return { ...table, format: { kind: 'workbook', sheet: table.sheet, sheets: table.sheets, locale } }
}

function refuse(
  options: TableOptions,
  names: readonly (keyof TableOptions & string)[],
  file: string,
  because: string,
): void {
  const given = names.find((name) => options[name] !== undefined)
  if (given !== undefined)
    throw new InputError(
      'bad-option',
      `${file} ${because}, so there is no ${given} to choose: leave it out.`,
      {
        file,
        field: given,
      },
    )
}

/** Whether the octets are anywhere in the file. */
async function holds(bytes: ByteSource, wanted: Buffer): Promise<boolean> {
  let tail = Buffer.alloc(0)
  for await (const chunk of bytes()) {
    const window = Buffer.concat([tail, chunk])
    if (window.includes(wanted)) return true
    tail = window.subarray(-wanted.length)
  }
  return false
}
