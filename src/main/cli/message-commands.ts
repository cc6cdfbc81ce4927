/** `mime`, `send` and `test-mail`: one message. */
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import type { SendResult } from '../../shared/mail-types.ts'
import { plainText } from '../../shared/plain-text.ts'
import { deliverOne } from '../backends/deliver-one.ts'
import type { Core } from '../composition-root.ts'
import { type MessageDocument, parseMessageFile } from '../mail/message-file.ts'
import { joinChunks } from '../mail/mime.ts'
import { withSender } from '../mail/sender.ts'
import { testMail } from '../mail/test-mail.ts'
import { decodeUtf8, readText } from '../platform/disk-files.ts'
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
import { print, readAll, sayWhereKept, type Terminal } from './terminal.ts'

const MESSAGE = 'path of a JSON message, or - for standard input'

export function addMessageCommands(program: Command, context: CommandContext): void {
  withBackend(program.command('mime').description('write the exact bytes a backend would get; sends nothing'))
    .argument('<message>', MESSAGE)
    .addHelpText('after', '\nExample:\n  $ mailwright mime hello.json > hello.eml')
    .action((path: string, options: BackendOptions) =>
      withCore(context, options, (core) => mime(core, context, path, options)),
    )

  withJson(withBackend(program.command('send').description('send one message')))
    .argument('<message>', MESSAGE)
    .addHelpText(
      'after',
      '\nExamples:\n  $ mailwright send hello.json\n  $ mailwright send hello.json --backend smtp --set host=mail.example.com --set user=me',
    )
    .action((path: string, options: BackendOptions & JsonOption) =>
      withCore(context, options, async (core) => {
        const document = await readMessage(context.terminal, path)
        await sendDocument(core, context, document, options)
      }),
    )

  withJson(withBackend(program.command('test-mail').description('send a small test message')))
    .argument('<address...>', 'who gets it')
    .addHelpText('after', '\nExample:\n  $ mailwright test-mail me@example.com --profile default')
    .action((to: string[], options: BackendOptions & JsonOption) =>
      withCore(context, options, (core) =>
        sendDocument(
          core,
          context,
          { document: testMail(core.hostName, core.clock.now(), to), baseDir: '.' },
          options,
        ),
      ),
    )
}

interface ReadMessage {
  readonly document: MessageDocument
  readonly baseDir: string
}

async function readMessage(terminal: Terminal, path: string): Promise<ReadMessage> {
  if (path === '-') {
    const text = decodeUtf8(await readAll(terminal.stdin), 'standard input')
    return { document: parseMessageFile(text, 'standard input'), baseDir: resolve('.') }
  }
  return { document: parseMessageFile(await readText(path), path), baseDir: dirname(resolve(path)) }
}

async function mime(
  core: Core,
  context: CommandContext,
  path: string,
  options: BackendOptions,
): Promise<void> {
  const { document, baseDir } = await readMessage(context.terminal, path)
  const built = await core.buildMessage(document, baseDir, core.resolveProfile(chosenProfile(options)))
  context.terminal.stdout.write(joinChunks(built))
}

/** Sends one message through the chosen backend and prints what became of it. */
export async function sendDocument(
  core: Core,
  context: CommandContext,
  { document, baseDir }: ReadMessage,
  options: BackendOptions & JsonOption,
): Promise<void> {
  const profile = core.resolveProfile(chosenProfile(options))
  const message = withSender(await core.buildMessage(document, baseDir, profile))
  const connect = await core.connect(profile.profile)
  const result = await deliverOne(connect(), message)
  report(context, options, result)
  if (result.state === 'accepted' && !options.json) sayWhereKept(context.terminal, profile)
}

function report({ terminal, outcome }: CommandContext, options: JsonOption, result: SendResult): void {
  const { messageId, recipients } = result
  const sent = result.state === 'accepted' && recipients.length > 0 ? 1 : 0
  if (sent === 0) outcome.exitCode = EXIT.notAccepted
  if (options.json) {
    print(terminal, JSON.stringify({ sent, messageId, recipients }))
  } else if (sent > 0) {
    print(terminal, `${sent} sent`)
  } else if (recipients.length === 0) {
    print(terminal, '0 sent: the message has no recipients')
  } else {
    for (const { address, state, code, text } of recipients) {
      print(terminal, plainText(`${address}: ${state}${code === null ? '' : ` ${code}`} ${text}`))
    }
  }
}
