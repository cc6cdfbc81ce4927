/** `admins` and `managers`: a message to the group named in the settings. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../../shared/errors.ts'
import { readRegularFile } from '../platform/disk-files.ts'
import { sendDocument } from './message-commands.ts'
import { type BackendOptions, type JsonOption, withBackend, withCore, withJson } from './options.ts'
import type { CommandContext } from './program.ts'
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
            body: (await readAll(context.terminal.stdin)).toString('utf8'),
            from: core.settings.serverEmail,
            to,
            ...(options.html === undefined ? {} : { alternatives: [await htmlAlternative(options.html)] }),
          }
          await sendDocument(core, context, { document, baseDir: resolve('.') }, options)
        }),
      )
  }
}

async function htmlAlternative(path: string): Promise<{ content: string; mimetype: string }> {
  const bytes = await readRegularFile(path)
  try {
    return { content: new TextDecoder('utf-8', { fatal: true }).decode(bytes), mimetype: 'text/html' }
  } catch (error) {
    throw new InputError('not-utf-8', `${path} is not UTF-8 text.`, { file: path }, { cause: error })
  }
}
