/** The program around the window. */
import { z } from 'zod'
import packageJson from '../../../package.json' with { type: 'json' }
import { InputError } from '../../shared/errors.ts'
import { readHelp } from '../help/help-pages.ts'
import type { AppContext } from './app-context.ts'
import type { FeatureMethods } from './router.ts'
import { lineSchema, nameSchema } from './schemas.ts'

const OPENED = ['http:', 'https:', 'mailto:']

export function appHandlers({ core, shell }: AppContext): FeatureMethods<'app'> {
  return {
    'app.info': {
      args: z.tuple([]),
      run: () => ({
        version: packageJson.version,
        shell: shell.kind,
        platform: process.platform,
        keepsPasswords: shell.secrets.keepsPasswords,
        choosesPaths: shell.choosePath !== undefined,
        notices: core.notices,
      }),
    },
    'app.openExternal': {
      args: z.tuple([lineSchema]),
      run: (target) => shell.openExternal(safeTarget(target)),
    },
    'app.help': { args: z.tuple([nameSchema]), run: readHelp },
  }
}

/** Throws InputError `unsafe-link`. */
function safeTarget(target: string): string {
  const url = URL.canParse(target) ? new URL(target) : null
  if (url && OPENED.includes(url.protocol)) return url.href
  throw new InputError(
    'unsafe-link',
    'This link was not opened: only web addresses and mail addresses are.',
    { field: 'target' },
  )
}
