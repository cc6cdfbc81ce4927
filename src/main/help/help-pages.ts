/** Help inside the app: pages of docs/, by name and from a list, so that no other file can be asked for. */
import { readFile } from 'node:fs/promises'
import { InputError } from '../../shared/errors.ts'
import { HELP_PAGES } from '../../shared/help-pages.ts'
import { packageFile } from '../platform/package-file.ts'

export interface Help {
  readonly title: string
  /** Without the title. */
  readonly markdown: string
}

/** Throws InputError `unknown-item` for a name that is not in HELP_PAGES. */
export async function readHelp(page: string): Promise<Help> {
  const name = HELP_PAGES.find((known) => known === page)
  if (name === undefined) {
    throw new InputError('unknown-item', `There is no such help page; there are: ${HELP_PAGES.join(', ')}.`)
  }
  const text = await readFile(packageFile(`docs/${name}.md`), 'utf8')
  const heading = /^#\s+(.+)\r?\n/.exec(text)
  return { title: heading?.[1] ?? name, markdown: text.slice(heading?.[0].length ?? 0).trim() }
}
