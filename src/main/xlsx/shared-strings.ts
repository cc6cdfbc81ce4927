/** The texts of a workbook, which its cells name by number. */
import { tooLargeWorkbook } from './errors.ts'
import { unescapeText } from './escaped-text.ts'
import { LARGEST_STRINGS, LONGEST_CELL, MOST_STRINGS } from './limits.ts'
import { readXml } from './xml.ts'
import type { ZipParts } from './zip.ts'

/** Runs of rich text are one text; readings of Japanese words (`rPh`) are not part of it. */
export async function readSharedStrings(
  parts: ZipParts,
  file: string,
  part: string | null,
): Promise<readonly string[]> {
  if (part === null) return []
  const strings: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  await readXml(parts.read(part, LARGEST_STRINGS), file, part, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') isText = !isReading
      else if (name === 'rPh') isReading = true
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isReading = false
      else if (name === 'si') {
        strings.push(unescapeText(text))
        if (strings.length > MOST_STRINGS) throw tooLargeWorkbook(file, `has more than ${MOST_STRINGS} texts`)
      }
    },
    text: (more) => {
      // What is longer cannot be used, and is known by being longer.
      if (isText && text.length <= LONGEST_CELL * ESCAPED) text += more
    },
  })
  return strings
}

/** Characters of an escape for one of the text. */
const ESCAPED = 7
