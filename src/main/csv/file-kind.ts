/** Files that are no text at all, recognised by their first octets, so that the user hears what they are. */
import { InputError } from '../../shared/errors.ts'

interface FileKind {
  /** First octets, as latin1 text. */
  readonly magic: string
  /** Completes the sentence that starts with the file name. */
  readonly advice: string
}

const OFFICE = 'is an Office document and no list: save a sheet as xlsx or “CSV UTF-8” first'

const FILE_KINDS: readonly FileKind[] = [
  { magic: '\x1f\x8b', advice: 'is compressed with gzip: unpack it first' },
  { magic: 'BZh91AY&SY', advice: 'is compressed with bzip2: unpack it first' },
  { magic: '\xfd7zXZ\0', advice: 'is compressed with xz: unpack it first' },
  { magic: '\x28\xb5\x2f\xfd', advice: 'is compressed with zstd: unpack it first' },
  { magic: '7z\xbc\xaf\x27\x1c', advice: 'is a 7z archive: unpack it first' },
  { magic: 'Rar!\x1a\x07', advice: 'is a RAR archive: unpack it first' },
  {
    magic: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    advice: 'is an older Office file (.xls): save it as xlsx or “CSV UTF-8” in the spreadsheet program first',
  },
  { magic: '%PDF-', advice: 'is a PDF, not a CSV: export the list as CSV from the program that holds it' },
  {
    magic: '\x89PNG\r\n\x1a\n',
    advice: 'is a PNG image, not a CSV: export the list as CSV from the program that holds it',
  },
  {
    magic: '\xff\xd8\xff',
    advice: 'is a JPEG image, not a CSV: export the list as CSV from the program that holds it',
  },
  {
    magic: 'GIF8',
    advice: 'is a GIF image, not a CSV: export the list as CSV from the program that holds it',
  },
  {
    magic: 'SQLite format 3\0',
    advice: 'is a SQLite database, not a CSV: export the list as CSV from the program that holds it',
  },
  {
    magic: '\x7fELF',
    advice: 'is a program, not a CSV: export the list as CSV from the program that holds it',
  },
  { magic: '\xff\xfe\0\0', advice: 'is encoded as UTF-32: save it as UTF-8' },
  { magic: '\0\0\xfe\xff', advice: 'is encoded as UTF-32: save it as UTF-8' },
]

const ZIP = 'PK\x03\x04'

/** Throws InputError `binary-file` when the head of the file shows a known format that is not text. */
export function refuseKnownBinary(head: Uint8Array, file: string): void {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  const advice = text.startsWith(ZIP)
    ? adviceForZip(text)
    : FILE_KINDS.find((kind) => text.startsWith(kind.magic))?.advice
  if (advice) throw new InputError('binary-file', `${file} ${advice}.`, { file })
}

function adviceForZip(text: string): string {
  if (text.includes('xl/') || text.includes('[Content_Types].xml')) return OFFICE
  if (text.includes('application/vnd.oasis.opendocument')) {
    return 'is an OpenDocument file: save it as xlsx or “CSV UTF-8” in the spreadsheet program first'
  }
  return 'is a zip archive: unpack it first'
}

/** So few control characters may be a damaged row, which is reported with its line instead. */
const FEW_CONTROLS = 16
const SHARE_OF_CONTROLS = 0.05

/** Throws InputError `binary-file` when the head is full of control characters. */
export function refuseControlCharacters(head: Uint8Array, file: string): void {
  const controls = head.reduce((count, octet) => count + (isUnusual(octet) ? 1 : 0), 0)
  if (controls < FEW_CONTROLS || controls < head.length * SHARE_OF_CONTROLS) return
  throw new InputError('binary-file', `${file} is not text: choose the CSV, or export the list as one.`, {
    file,
  })
}

/** Control characters but for the white space, ESC and the end mark of DOS that text files do hold. */
function isUnusual(octet: number): boolean {
  return octet < 0x20 && !(octet >= 0x09 && octet <= 0x0d) && octet !== 0x1a && octet !== 0x1b
}
