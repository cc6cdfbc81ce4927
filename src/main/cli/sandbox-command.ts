/** `sandbox`: a catching SMTP server for this and other programs. */
import type { Command } from 'commander'
import { plainText } from '../../shared/plain-text.ts'
import type { CommandContext } from './command-context.ts'
import { type DataOption, interrupted, wholeNumber, withCore, withData } from './options.ts'
import { count } from './progress.ts'
import { print, say } from './terminal.ts'

export function addSandboxCommand(program: Command, context: CommandContext): void {
  withData(program.command('sandbox').description('run an SMTP server that catches mail on this computer'))
    .option('--port <n>', 'where to listen; a free port otherwise', wholeNumber(1, 65_535))
    .addHelpText(
      'after',
      '\nExample:\n  $ mailwright sandbox --port 8025\n  then let a program send to 127.0.0.1:8025',
    )
    .action((options: DataOption & { port?: number }) =>
      withCore(context, options, async (core) => {
        const server = core.sandbox(options.port ?? 0, ({ name, envelope }) => {
          const to = envelope.rcptTo.map(({ address }) => address).join(', ')
          print(
            context.terminal,
            plainText(`<${envelope.mailFrom.address}> → ${to}  ${count(envelope.size)} octets  ${name}.eml`),
          )
        })
        const { port } = await server.start()
        say(
          context.terminal,
          `Catching mail on 127.0.0.1:${port}; messages are kept in ${server.folder}. Stop with Ctrl-C.`,
        )
        await interrupted()
        await server.stop()
      }),
    )
}
