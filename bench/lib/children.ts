/** Measurements run in processes of their own: no peer inherits another's heap or warm code. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a program that does not outlive the bench. */
export function startProgram(command: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
  const child = spawn(command, args, { stdio })
  running.add(child)
  child.once('close', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/** Ends what was started with `startProgram`, and waits until it is gone. */
export async function stopPrograms(): Promise<void> {
  for (const child of [...running]) {
    const gone = once(child, 'close')
    child.kill()
    await gone
  }
}

/** Runs a program to its end and returns what it printed. Throws when it fails. */
export async function runProgram(command: string, args: readonly string[]): Promise<string> {
  const child = startProgram(command, args, ['ignore', 'pipe', 'inherit'])
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}.\n${printed}`)
  return printed
}

/** Runs a module of this folder as its own Node process: options in as JSON, figures out as JSON. */
export async function runModule<T>(module: URL, options: unknown, figures: z.ZodType<T>): Promise<T> {
  const args = [...process.execArgv, fileURLToPath(module), JSON.stringify(options)]
  return figures.parse(JSON.parse(await runProgram(process.execPath, args)))
}

/** The other end of `runModule`. */
export function optionsOf<T>(options: z.ZodType<T>): T {
  return options.parse(JSON.parse(process.argv[2] ?? ''))
}

export function printFigures(figures: unknown): void {
  process.stdout.write(JSON.stringify(figures))
}
