/** The commands of `mailwright` with their help; what they do is in the files beside this one. */
import { Command } from 'commander'
import packageJson from '../../../package.json' with { type: 'json' }
import { addBatchCommands } from './batch-commands.ts'
import type { CommandContext } from './command-context.ts'
import { addGroupCommands } from './group-commands.ts'
import { addInspectCommand } from './inspect-command.ts'
import { addMergeCommand } from './merge-command.ts'
import { addMessageCommands } from './message-commands.ts'
import { addSandboxCommand } from './sandbox-command.ts'
import { addServeCommand } from './serve-command.ts'
import { addSuppressCommands } from './suppress-commands.ts'
import { addVerifyCommand } from './verify-command.ts'

export function buildProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.terminal
  const program = new Command('mailwright')
    .description('Compose one mail, mail a whole CSV, and see the exact bytes before they leave.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError('Run the command with --help for its options and examples.')
    .addHelpText('after', EXIT_CODES)
  addMessageCommands(program, context)
  addInspectCommand(program, context)
  addMergeCommand(program, context)
  addBatchCommands(program, context)
  addSuppressCommands(program, context)
  addSandboxCommand(program, context)
  addServeCommand(program, context)
  addVerifyCommand(program, context)
  addGroupCommands(program, context)
  return program
}

const EXIT_CODES = `
Exit codes: 0 all done, 1 some message was not accepted, 2 wrong usage or input,
3 surroundings (cannot connect, cannot write).`
