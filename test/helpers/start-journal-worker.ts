/** Starts `journal-worker.ts` and listens to it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Another process at work on the journal; it ends with the test at the latest. */
export interface Worker {
  readonly process: ChildProcess
  /** What it has told so far, line by line; each line was told after the fact was durable. */
  readonly told: readonly string[]
  /** Resolves with the first line that begins so. */
  line(beginning: string): Promise<string>
  /** Resolves when it has told this many lines. */
  facts(count: number): Promise<void>
  /** Resolves when the process has ended and everything it told was read. */
  readonly ended: Promise<void>
}

export function startWorker(job: string, ...args: readonly string[]): Worker {
  const script = fileURLToPath(new URL('./journal-worker.ts', import.meta.url))
  const child = spawn(process.execPath, [script, job, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const told: string[] = []
  const waiting: (() => void)[] = []
  const lines = createInterface({ input: child.stdout })
  let over = false
  const wake = (): void => {
    for (const check of waiting.splice(0)) check()
  }
  lines.on('line', (line) => {
    told.push(line)
    wake()
  })
  const ended = new Promise<void>((resolve) => {
    lines.on('close', () => {
      over = true
      wake()
      resolve()
    })
  })
  const until = async <T>(what: string, found: () => T | undefined): Promise<T> => {
    for (;;) {
      const result = found()
      if (result !== undefined) return result
      if (over) throw new Error(`The worker ended without telling ${what}: ${told.join(' | ')}`)
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  return {
    process: child,
    told,
    line: (beginning) => until(beginning, () => told.find((text) => text.startsWith(beginning))),
    facts: async (count) => void (await until(`${count} facts`, () => told[count - 1])),
    ended,
  }
}
