/** The app as `mailwright serve` gives it, in a process of its own, with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { builtCli } from '../helpers/built-cli.ts'

export interface ServedApp {
  /** With the key in it. */
  readonly address: string
  readonly process: ChildProcess
  /** Ends it the polite way and waits. */
  stop(): Promise<void>
  /** As a crash would. */
  kill(): Promise<void>
}

export async function startApp(dataDir: string, port = 0): Promise<ServedApp> {
  const args = [
    builtCli(),
    'serve',
    '--no-open',
    '--data',
    dataDir,
    ...(port ? ['--port', String(port)] : []),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code} before it said its address`)))
    lines.on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line)?.[0]
      if (found !== undefined) resolve(found)
    })
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return { address, process: child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
