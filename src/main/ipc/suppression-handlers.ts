/** Who must never be written to. */
import { z } from 'zod'
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import { keepCsv } from '../files/keep-csv.ts'
import { listLines } from '../suppression/list-file.ts'
import type { AppContext } from './app-context.ts'
import { openKeptTable } from './kept-table.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, nameSchema, offsetSchema, pageSizeSchema } from './schemas.ts'

const addresses = z.array(z.string().max(1_000)).max(10_000).readonly()

/** Kept in one cell and shown on one line. */
const reason = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'must be one line of text' })

export function suppressionHandlers({ core, files }: AppContext): FeatureMethods<'suppression'> {
  return {
    'suppression.list': {
      args: z.tuple([nameSchema, offsetSchema, pageSizeSchema]),
      run: (search, from, limit) => pageOf(core.suppression().entries(), search, from, limit),
    },
    'suppression.add': {
      args: z.tuple([addresses, reason.nullable()]),
      run: (added, why) => core.suppression().add(added, why, core.clock.now()),
    },
    'suppression.remove': {
      args: z.tuple([addresses]),
      run: (removed) => core.suppression().remove(removed),
    },
    'suppression.import': {
      args: z.tuple([fileTokenSchema]),
      run: async (file) => {
        const table = await openKeptTable(files, file)
        const { added, known, refused } = await core.suppression().import(table, core.clock.now())
        return { added, known, refused }
      },
    },
    'suppression.export': {
      args: z.tuple([]),
      run: () => keepCsv(files, 'suppression.csv', listLines(core.suppression().entries())),
    },
  }
}

/** Looks at every entry, because the whole number is asked for too, and keeps one page of them. */
function pageOf(
  all: Iterable<SuppressionEntry>,
  search: string,
  from: number,
  limit: number,
): { total: number; entries: readonly SuppressionEntry[] } {
  const wanted = search.trim().toLowerCase()
  const entries: SuppressionEntry[] = []
  let total = 0
  for (const entry of all) {
    if (!entry.entry.includes(wanted) && !entry.reason?.toLowerCase().includes(wanted)) continue
    if (total >= from && entries.length < limit) entries.push(entry)
    total++
  }
  return { total, entries }
}
