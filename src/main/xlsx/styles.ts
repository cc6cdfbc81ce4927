/** The number format of each style that cells name by number. */
import type { WorkbookLocale } from '../../shared/workbook-locales.ts'
import { builtinFormat } from './builtin-formats.ts'
import { unescapeText } from './escaped-text.ts'
import { LARGEST_PART } from './limits.ts'
import { readXml } from './xml.ts'
import type { ZipParts } from './zip.ts'

/** Formats by the number of the style; one style, `General`, where a workbook has none. */
export async function readStyles(
  parts: ZipParts,
  file: string,
  part: string | null,
  locale: WorkbookLocale,
): Promise<readonly string[]> {
  const written = new Map<number, string>()
  const ids: number[] = []
  let list = ''
  if (part !== null) {
    await readXml(parts.read(part, LARGEST_PART), file, part, {
      open: (name, { numFmtId, formatCode }, depth) => {
        // Formats by condition (`dxfs`) have numbers of their own.
        if (depth === 2) list = name
        if (depth !== 3) return
        if (list === 'numFmts' && name === 'numFmt' && formatCode !== undefined)
          written.set(Number(numFmtId), unescapeText(formatCode))
        if (list === 'cellXfs' && name === 'xf') ids.push(Number(numFmtId ?? 0))
      },
      close: () => undefined,
      text: () => undefined,
    })
  }
  if (ids.length === 0) return ['General']
  return ids.map((id) => written.get(id) ?? builtinFormat(id, locale))
}
