/** A data folder with a template, and short ways to merge, to look at the mail, and to ask about the batch. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { type CliRun, runCli } from './cli.ts'
import { tempDir } from './temp-dir.ts'

const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
subject: "Hello {{ name }}"
---
Dear {{ name }}
`

/** A custom backend that keeps the first message until a file `go` is in `dir`; writes down who got mail. */
export const WAITING_BACKEND = `
import { existsSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
export class Backend {
  constructor({ dir }) { this.dir = dir }
  async sendMessages([message]) {
    await writeFile(this.dir + '/started', '')
    while (!existsSync(this.dir + '/go')) await setTimeout(5)
    await appendFile(this.dir + '/sent', message.envelope.to.join() + '\\n')
  }
}`

export interface MergeProject {
  readonly data: string
  /** Any command on the project's data folder. */
  readonly cli: (...args: readonly string[]) => Promise<CliRun>
  /** Arguments of a merge of this CSV text. */
  readonly mergeArgs: (csv: string, ...args: readonly string[]) => Promise<readonly string[]>
  readonly merge: (csv: string, ...args: readonly string[]) => Promise<CliRun>
  /** The mail in the sandbox. */
  readonly caught: () => Promise<readonly Email[]>
  /** Writes a custom backend and returns its path. */
  readonly backend: (source: string) => Promise<string>
}

export async function mergeProject(template = TEMPLATE): Promise<MergeProject> {
  const data = await tempDir()
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(data, name), text)
    return join(data, name)
  }
  const templateFile = await file('mail.md', template)
  const cli = (...args: readonly string[]) => runCli([...args, '--data', data])
  const mergeArgs = async (csv: string, ...args: readonly string[]) => {
    const csvFile = await file('rows.csv', csv)
    return ['merge', '--template', templateFile, '--csv', csvFile, '--json', ...args, '--data', data]
  }
  return {
    data,
    cli,
    mergeArgs,
    merge: async (csv, ...args) => runCli(await mergeArgs(csv, ...args)),
    caught: async () => {
      const folder = join(data, 'sandbox')
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
      return Promise.all(names.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))))
    },
    backend: (source) => file('backend.mjs', source),
  }
}

/** The last line of a run as JSON. */
export function lastJson(run: CliRun): Record<string, unknown> {
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')
}

/** Every line of a run as JSON. */
export function jsonLines(run: CliRun): readonly Record<string, unknown>[] {
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
