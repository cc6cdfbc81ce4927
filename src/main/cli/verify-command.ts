/** `verify`: tries a backend step by step without sending anything. */
import type { Command } from 'commander'
import { plainText } from '../../shared/plain-text.ts'
import type { CommandContext } from './command-context.ts'
import { EXIT } from './exit-code.ts'
import {
  type BackendOptions,
  chosenProfile,
  type JsonOption,
  withBackend,
  withCore,
  withJson,
} from './options.ts'
import { print } from './terminal.ts'

export function addVerifyCommand(program: Command, context: CommandContext): void {
  withJson(
    withBackend(
      program.command('verify').description('check name, connection, TLS and login; sends nothing'),
    ),
  )
    .addHelpText(
      'after',
      '\nExample:\n  $ mailwright verify --backend smtp --set host=mail.example.com --set tls=starttls --set user=me',
    )
    .action((options: BackendOptions & JsonOption) =>
      withCore(context, options, async (core) => {
        const steps = []
        for await (const step of core.verify(core.resolveProfile(chosenProfile(options)).profile)) {
          steps.push(step)
          if (!options.json) {
            print(
              context.terminal,
              plainText(`${step.ok ? 'ok    ' : 'failed'}  ${step.step}: ${step.detail}`),
            )
            if (step.advice !== undefined) print(context.terminal, `        ${step.advice}`)
          }
          if (!step.ok) context.outcome.exitCode = EXIT.environment
        }
        if (options.json) print(context.terminal, JSON.stringify({ ok: steps.every(({ ok }) => ok), steps }))
      }),
    )
}
