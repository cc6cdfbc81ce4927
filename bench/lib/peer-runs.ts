/** The peers, each in a process of its own; every run returns messages per second. */
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { runModule, runProgram } from './children.ts'

const sent = z.object({ sent: z.number(), ms: z.number() })

export interface NodemailerRun {
  readonly port: number
  readonly connections: number
  /** File of `writeRendered`. */
  readonly rendered: string
  readonly attachment?: string
}

export async function nodemailerRate(run: NodemailerRun): Promise<number> {
  return rateOf(await runModule(new URL('../peers/nodemailer-pool.ts', import.meta.url), run, sent))
}

const PYTHON = '/usr/bin/python3'
const DJANGO = fileURLToPath(new URL('../peers/django-mass-mail.py', import.meta.url))

/** Whether Debian's Python has Django. */
export async function hasDjango(): Promise<boolean> {
  try {
    await runProgram(PYTHON, [
      '-c',
      'import importlib.util, sys; sys.exit(not importlib.util.find_spec("django"))',
    ])
    return true
  } catch {
    return false
  }
}

export async function djangoRate(port: number, rendered: string): Promise<number> {
  return rateOf(sent.parse(JSON.parse(await runProgram(PYTHON, [DJANGO, String(port), rendered]))))
}

/** Messages of `size` octets that cost nothing to make: what the wire and the sink allow. */
export async function smtpSourceRate(
  program: string,
  run: {
    readonly port: number
    readonly connections: number
    readonly messages: number
    readonly size: number
  },
): Promise<number> {
  const { port, connections, messages, size } = run
  const startedAt = performance.now()
  await runProgram(program, [
    '-d',
    ...['-s', String(connections)],
    ...['-m', String(messages)],
    ...['-l', String(size)],
    ...['-f', 'shop@example.com', '-t', 'customer@example.com'],
    `127.0.0.1:${port}`,
  ])
  return rateOf({ sent: messages, ms: performance.now() - startedAt })
}

export function rateOf({ sent, ms }: { readonly sent: number; readonly ms: number }): number {
  return (sent / ms) * 1000
}
