/** The fault tests' rig: the real command line on one side, a server that counts copies on the other. */
import type { ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type CliRun, outcomeOf, runCli, startCli } from '../helpers/cli.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import type { CountingServer } from './counting-server.ts'

/** Every count of the suite. MAILWRIGHT_SOAK multiplies the random runs: 50 makes an afternoon of it. */
export const EFFORT = {
  chaosRuns: 20 * Number(process.env.MAILWRIGHT_SOAK ?? 1),
  chaosRows: 60,
  seed: Number(process.env.MAILWRIGHT_SEED ?? Date.now() % 1_000_000),
} as const

export const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
subject: "Row {{ n }}"
---
Row {{ n }} {{ text }}
`

/** As many retries as a test could want, a second apart. */
export const RETRY = ['--retry', Array.from({ length: 60 }, () => '1s').join()] as const

const summarySchema = z.object({
  batch: z.string(),
  rows: z.number(),
  accepted: z.number(),
  failed: z.number(),
  deferred: z.number(),
  uncertain: z.number(),
  skipped: z.number(),
  pending: z.number(),
})
const shownSchema = summarySchema.extend({ state: z.string(), reason: z.string().optional() })
const reportSchema = z.array(
  z.looseObject({
    email: z.string(),
    mailwright_state: z.string(),
    mailwright_text: z.string(),
    mailwright_message_id: z.string(),
  }),
)

export type Summary = z.infer<typeof summarySchema>
export type Shown = z.infer<typeof shownSchema>

export interface ReportRow {
  readonly email: string
  readonly state: string
  readonly text: string
  readonly messageId: string
}

/** A command at work. */
export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<CliRun>
}

/** A data folder with a template and a CSV in it, and the commands on them. */
export class Rig {
  readonly data: string
  #batch: string | null = null

  constructor(data: string) {
    this.data = data
  }

  path(name: string): string {
    return join(this.data, name)
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.path(name), content)
  }

  /** Starts a command in this data folder; the process ends with the test at the latest. */
  start(...args: readonly string[]): Running {
    const child = startCli([...args, '--data', this.data], { env: { MAILWRIGHT_PASSWORD: 'secret' } })
    child.stdin.end()
    const ended = outcomeOf(child)
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await ended
    })
    return { process: child, ended }
  }

  merge(port: number, ...args: readonly string[]): Running {
    const files = ['--template', this.path('mail.md'), '--csv', this.path('rows.csv')]
    const smtp = ['--backend', 'smtp', '--set', 'host=127.0.0.1', '--set', `port=${port}`]
    return this.start('merge', ...files, ...smtp, '--yes', '--json', ...args)
  }

  async resume(...args: readonly string[]): Promise<Running> {
    return this.start('batch', 'resume', await this.batch(), '--json', ...args)
  }

  /** The batches of the journal, as the command line lists them. */
  async batches(): Promise<readonly Summary[]> {
    return z.array(summarySchema).parse(JSON.parse(await this.#printed('batches', '--json')))
  }

  /** The id of the only batch. */
  async batch(): Promise<string> {
    if (this.#batch === null) {
      const [only, ...others] = await this.batches()
      if (!only || others.length > 0) throw new Error('There is not exactly one batch.')
      this.#batch = only.batch
    }
    return this.#batch
  }

  async show(): Promise<Shown> {
    const text = await this.#printed('batch', 'show', await this.batch(), '--json')
    return shownSchema.parse(JSON.parse(text))
  }

  /** Every row with its state, from the exported report, read by a CSV reader that is not ours. */
  async rows(batch?: string): Promise<readonly ReportRow[]> {
    const file = this.path('report.csv')
    await this.#printed('batch', 'export', batch ?? (await this.batch()), '-o', file)
    const records = parse(await readFile(file), { columns: true, bom: true })
    return reportSchema.parse(records).map((record) => ({
      email: record.email,
      state: record.mailwright_state,
      text: record.mailwright_text,
      messageId: record.mailwright_message_id,
    }))
  }

  async #printed(...args: readonly string[]): Promise<string> {
    const run = await runCli([...args, '--data', this.data])
    if (run.code !== 0) throw new Error(`${args.join(' ')} ended with ${run.code}: ${run.stderr}`)
    return run.stdout
  }
}

interface RigOptions {
  /** What is in the body of a row besides its number. */
  readonly text?: (n: number) => string
  /** The data folder; a temporary one when absent. */
  readonly data?: string
}

/** A template, and rows for `r1@example.com` and so on. */
export async function rigWith(count: number, { text = () => '', data }: RigOptions = {}): Promise<Rig> {
  const rig = new Rig(data ?? (await tempDir()))
  const lines = Array.from({ length: count }, (_, i) => `${i + 1},r${i + 1}@example.com,${text(i + 1)}`)
  await rig.write('rows.csv', `n,email,text\n${lines.join('\n')}\n`)
  await rig.write('mail.md', TEMPLATE)
  return rig
}

export function summaryOf(run: CliRun): Summary {
  return summarySchema.parse(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? ''))
}

/** Ends when the condition holds; a command that ends before has failed the test's purpose. */
export async function until(condition: () => boolean, running?: Running): Promise<void> {
  while (!condition()) {
    const { exitCode = null, signalCode = null } = running?.process ?? {}
    if (exitCode !== null || signalCode !== null) {
      const { stderr } = (await running?.ended) ?? {}
      if (condition()) return
      throw new Error(`The command ended (${exitCode ?? signalCode}) too early: ${stderr}`)
    }
    await delay(2)
  }
}

/** Kills the command with SIGKILL as soon as the condition holds. */
export async function killWhen(running: Running, condition: () => boolean): Promise<void> {
  await until(condition, running)
  running.process.kill('SIGKILL')
  await running.ended
}

const COPIES: Readonly<Record<string, readonly number[]>> = {
  accepted: [1],
  uncertain: [0, 1],
  failed: [0],
  skipped: [0],
  deferred: [0],
  queued: [0],
}

/**
 * Holds the journal against what the server took, for a batch of one recipient a row: the sums are those of
 * the rows, each row has the copies its state says, all under its Message-ID, and nothing came from nowhere.
 */
export async function expectHonest(rig: Rig, server: CountingServer, note = ''): Promise<Shown> {
  await server.quiet()
  const [shown, rows] = [await rig.show(), await rig.rows()]
  const inState = (...states: readonly string[]) => rows.filter(({ state }) => states.includes(state)).length
  expect(shown, note).toMatchObject({
    rows: rows.length,
    accepted: inState('accepted'),
    failed: inState('failed'),
    deferred: inState('deferred'),
    uncertain: inState('uncertain'),
    skipped: inState('skipped'),
    pending: inState('queued', 'attempting'),
  })
  const { accepted, failed, deferred, uncertain, skipped, pending } = shown
  expect(accepted + failed + deferred + uncertain + skipped + pending, note).toBe(shown.rows)
  for (const { email, state, messageId } of rows) {
    const copies = server.copies.filter(({ recipients }) => recipients.includes(email))
    expect(COPIES[state], `${email} is ${state}, copies: ${copies.length}. ${note}`).toContain(copies.length)
    for (const copy of copies) expect(copy.messageId, `${email} ${note}`).toBe(messageId)
  }
  const addresses = new Set(rows.map(({ email }) => email))
  const strangers = server.copies.filter(({ recipients }) => !recipients.every((to) => addresses.has(to)))
  expect(strangers, note).toEqual([])
  expect(uncertain, note).toBeLessThanOrEqual(server.cut)
  return shown
}
