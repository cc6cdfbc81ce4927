import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach } from 'vitest'
import { outbox, resetOutbox } from '../../src/main/backends/memory.ts'
import { type BackendEnvironment, loadBackend } from '../../src/main/backends/registry.ts'
import { listInbox, readCaught } from '../../src/main/sandbox/inbox.ts'
import { backendEnvironment, runningSandbox, type TestEnvironment } from '../helpers/backend-environment.ts'
import { describeBackendContract, type Subject } from './backend-contract.ts'

beforeEach(resetOutbox)

const SEPARATOR = `\n${'-'.repeat(79)}\n`

describeBackendContract('the sandbox backend', sandbox, { pullsAhead: true })

describeBackendContract(
  'the smtp backend',
  async () => {
    const environment = await backendEnvironment()
    const port = await runningSandbox(environment)
    const connect = await load('smtp', { host: '127.0.0.1', port: String(port) }, environment)
    return { connect, delivered: () => caught(environment) }
  },
  { pullsAhead: true },
)

describeBackendContract('the console backend', async () => {
  const environment = await backendEnvironment()
  const connect = await load('console', {}, environment)
  return { connect, delivered: async () => messagesOf(environment.stdout.bytes) }
})

describeBackendContract('the file backend', async () => {
  const environment = await backendEnvironment()
  const dir = join(environment.dataDir, 'made', 'here')
  const connect = await load('file', { dir }, environment)
  return { connect, delivered: async () => filesOf(dir) }
})

describeBackendContract('the file backend with a log', async () => {
  const environment = await backendEnvironment()
  const connect = await load('file', { format: 'log' }, environment)
  const delivered = async () => messagesOf(Buffer.concat(await filesOf(join(environment.dataDir, 'outbox'))))
  return { connect, delivered }
})

describeBackendContract('the memory backend', async () => {
  const connect = await load('memory', {}, await backendEnvironment())
  return { connect, delivered: async () => outbox.map(({ chunks }) => Buffer.concat(chunks)) }
})

describeBackendContract('the dummy backend', async () => {
  const connect = await load('dummy', {}, await backendEnvironment())
  return { connect, delivered: async () => null }
})

describeBackendContract('a custom backend', async () => {
  const environment = await backendEnvironment()
  const dir = join(environment.dataDir, 'custom')
  const file = join(environment.dataDir, 'folder-backend.mjs')
  await writeFile(file, FOLDER_BACKEND)
  return { connect: await load(file, { dir }, environment), delivered: async () => filesOf(dir) }
})

const FOLDER_BACKEND = `
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
let count = 0
export class Backend {
  constructor({ dir }) { this.dir = dir }
  async open() { await mkdir(this.dir, { recursive: true }) }
  async sendMessages([message]) {
    await writeFile(join(this.dir, String(count++).padStart(9, '0') + '.eml'), message.bytes)
  }
}
`

function load(backend: string, options: Readonly<Record<string, unknown>>, environment: BackendEnvironment) {
  return loadBackend({ name: 'test', backend, options }, environment)
}

async function sandbox(): Promise<Subject> {
  const environment = await backendEnvironment()
  const connect = await load('sandbox', {}, environment)
  return { connect, delivered: () => caught(environment) }
}

function caught({ sandbox: { folder } }: TestEnvironment): Promise<readonly Uint8Array[]> {
  return Promise.all(listInbox(folder).map((name) => readCaught(folder, name)))
}

async function filesOf(dir: string): Promise<readonly Uint8Array[]> {
  const names = await readdir(dir).catch(() => [])
  return Promise.all(names.sort().map((name) => readFile(join(dir, name))))
}

function messagesOf(bytes: Buffer): readonly Buffer[] {
  const parts = bytes.toString('latin1').split(SEPARATOR)
  return parts.slice(0, -1).map((part) => Buffer.from(part, 'latin1'))
}
