/** `serve`: the app in a browser, on this computer only. */
import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import type { Core } from '../composition-root.ts'
import { memorySecrets } from '../platform/memory-secrets.ts'
import { serve } from '../serve.ts'
import type { CommandContext } from './command-context.ts'
import { type DataOption, interrupted, wholeNumber, withCore, withData } from './options.ts'
import { print } from './terminal.ts'

interface ServeOptions extends DataOption {
  readonly port?: number
  readonly open: boolean
}

export function addServeCommand(program: Command, context: CommandContext): void {
  withData(program.command('serve').description('the app in a browser, for this computer only'))
    .option('--port <n>', 'where to listen; a free port otherwise', wholeNumber(1, 65_535))
    .option('--no-open', 'only print the address')
    .addHelpText('after', '\nExample:\n  $ mailwright serve --port 8300')
    .action((options: ServeOptions) => {
      const secrets = memorySecrets()
      const run = async (core: Core): Promise<void> => {
        const app = await serve(core, options.port ?? 0, { secrets, openExternal: openInBrowser })
        print(context.terminal, `Mailwright is at ${app.address}\nStop with Ctrl-C.`)
        if (options.open) await openInBrowser(app.address)
        await interrupted()
        await app.close()
      }
      return withCore(context, options, run, secrets)
    })
}

/** Does what the desktop does with a link; where there is no desktop, the printed address remains. */
async function openInBrowser(target: string): Promise<void> {
  const [program, args] = openerOf(process.platform)
  const opener = spawn(program, [...args, target], { stdio: 'ignore', detached: true })
  opener.on('error', () => undefined)
  opener.unref()
}

function openerOf(platform: string): readonly [string, readonly string[]] {
  if (platform === 'darwin') return ['open', []]
  // Not through cmd.exe: an address may hold characters that mean something to it.
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']]
  return ['xdg-open', []]
}
