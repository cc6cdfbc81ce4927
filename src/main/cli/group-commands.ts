/** `admins` and `managers`: a message to the group named in the settings. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { decodeUtf8, readText } from '../platform/disk-files.ts'
import type { CommandContext } from './command-context.ts'
import { sendDocument } from './message-commands.ts'
import { type BackendOptions, type JsonOption, withBackend, withCore, withJson } from './options.ts'
import { readAll, say } from './terminal.ts'

export function addGroupCommands(program: Command, context: CommandContext): void {
  for (const group of ['admins', 'managers'] as const) {
    withJson(
      withBackend(program.command(group).description(`send standard input to the ${group} of the settings`)),
    )
      .argument('<subject>', 'the subject prefix of the settings is put before it')
      .option('--html <file>', 'an HTML version of the message')
      .addHelpText('after', `\nExample:\n  $ df -h | mailwright ${group} "Disk space"`)
      .action((subject: string, options: BackendOptions & JsonOption & { html?: string }) =>
        withCore(context, options, async (core) => {
          const to = core.settings[group]
          if (to.length === 0) return say(context.terminal, `0 sent: the settings name no ${group}.`)
          const document = {
            subject: core.settings.subjectPrefix + subject,
            body: decodeUtf8(await readAll(context.terminal.stdin), 'standard input'),
            from: core.settings.serverEmail,
            to,
            ...(options.html === undefined
              ? {}
              : { alternatives: [{ content: await readText(options.html), mimetype: 'text/html' }] }),
          }
          await sendDocument(core, context, { document, baseDir: resolve('.') }, options)
        }),
      )
  }
}
