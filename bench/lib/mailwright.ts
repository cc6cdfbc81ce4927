/** How the bench drives Mailwright: the steps of `mailwright merge`, without the terminal. */
import { resolve } from 'node:path'
import { importBatch } from '../../src/main/batch/import-batch.ts'
import { type Core, openCore, type ResolvedProfile } from '../../src/main/composition-root.ts'
import { openCsv } from '../../src/main/csv/table.ts'
import { diskBytes, readText } from '../../src/main/platform/disk-files.ts'
import { compileTemplate } from '../../src/main/template/template.ts'

export interface ListImport {
  readonly csv: string
  readonly template: string
  readonly connections: number
}

export function openMailwright(dataDir: string): Promise<Core> {
  return openCore({ dataDir, env: {}, stdout: process.stderr, stderr: process.stderr, attended: false })
}

/** From a CSV on the disk to a batch that is ready to send; returns its id. */
export async function importList(core: Core, list: ListImport): Promise<string> {
  // The port is given when the batch is sent.
  const profile = smtpProfile(core, 0)
  const source = await readText(list.template)
  const request = {
    table: await openCsv(diskBytes(list.csv), list.csv),
    csvName: list.csv,
    template: compileTemplate(source, list.template),
    frozen: {
      template: { source, file: list.template, baseDir: resolve(list.template, '..') },
      settings: {
        choice: profile.choice,
        defaults: profile.defaults,
        policy: profile.policy,
        options: {
          connections: list.connections,
          rate: null,
          retry: 'none',
          notAfter: null,
          onMissingAttachment: 'block' as const,
        },
      },
    },
    duplicates: 'first' as const,
    limit: Number.POSITIVE_INFINITY,
  }
  const ports = { ...core, journal: core.journal(), suppression: core.suppression() }
  const { batchId } = await importBatch(request, ports, async () => undefined)
  return batchId
}

/** Resolves when the engine's thread is there: it is part of the idle app, not of sending. */
export async function startEngine(core: Core, batchId: string): Promise<void> {
  core.journal()
  await core.engine().snapshot(batchId)
}

/** Sends until nothing is left or `stop` aborts. Throws when a row was not accepted; returns how many were. */
export async function sendBatch(
  core: Core,
  batchId: string,
  port: number,
  stop: AbortSignal,
): Promise<number> {
  const journal = core.journal()
  const before = journal.totals(batchId).accepted
  const engine = core.engine()
  const { ended } = await engine.start(batchId, { wait: false, backendOptions: { port } })
  let paused = Promise.resolve()
  stop.addEventListener(
    'abort',
    () => {
      paused = engine.pause(batchId)
    },
    { once: true },
  )
  const end = await ended
  await paused
  if (end.kind === 'failed') throw new Error(end.error.message)
  const { accepted, failed, deferred, uncertain } = journal.totals(batchId)
  if (failed + deferred + uncertain > 0)
    throw new Error(`Not every row was accepted: batch ${batchId} of the bench.`)
  return accepted - before
}

function smtpProfile(core: Core, port: number): ResolvedProfile {
  return core.resolveProfile({ backend: 'smtp', options: { host: '127.0.0.1', port, tls: 'none' } })
}
