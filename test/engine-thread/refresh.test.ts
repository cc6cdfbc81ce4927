import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { EngineClient } from '../../src/main/engine-thread/engine-client.ts'
import { defaultSettings } from '../../src/main/settings/schema.ts'
import { saveSettings } from '../../src/main/settings/store.ts'
import { importBatch } from '../helpers/engine.ts'
import { openForTest } from '../helpers/journal.ts'
import { Sink } from '../helpers/sink.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const START = { wait: false, backendOptions: {} }

/** Fails the session unless it was given the password. */
const PICKY = `export const wantsPassword = true
export class Backend {
  constructor({ password }) { this.password = password }
  async open() { if (this.password !== 'hunter2') throw new Error('not that password: ' + typeof this.password) }
  async sendMessages() {}
}`

test('each start of a batch sees the settings and passwords of that moment', async () => {
  const dataDir = await tempDir()
  const backend = join(dataDir, 'picky.mjs')
  await writeFile(backend, PICKY)
  const journal = openForTest(join(dataDir, 'mailwright.db'))
  await importBatch(journal, 2, {}, { profile: 'work', options: {} })
  const known: Record<string, string> = {}
  const client = new EngineClient({
    dataDir,
    password: 'that of the environment',
    secrets: () => ({ passwords: known, dkimKeys: {} }),
    stdout: new Sink(),
    stderr: new Sink(),
  })
  onTestFinished(() => client.terminate())
  await expect(client.start('b', START)).rejects.toMatchObject({ code: 'unknown-profile' })
  const profiles = { ...defaultSettings.profiles, work: { backend, options: {} } }
  await saveSettings(dataDir, { ...defaultSettings, profiles })
  const refused = await client.start('b', START)
  expect(await refused.ended).not.toEqual({ kind: 'finished' })
  known.work = 'hunter2'
  const { ended } = await client.start('b', START)
  expect(await ended).toEqual({ kind: 'finished' })
  expect(journal.totals('b')).toMatchObject({ accepted: 2 })
  await client.close()
}, 30_000)
