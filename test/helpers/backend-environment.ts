import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { BackendEnvironment } from '../../src/main/backends/registry.ts'
import { SandboxServer } from '../../src/main/sandbox/smtp-server.ts'
import { Sink } from './sink.ts'
import { tempDir } from './temp-dir.ts'

export interface TestEnvironment extends BackendEnvironment {
  readonly stdout: Sink
  readonly stderr: Sink
  readonly sandbox: SandboxServer
}

/** Everything a backend needs, in a folder of this test's own. */
export async function backendEnvironment(): Promise<TestEnvironment> {
  const dataDir = await tempDir()
  const sandbox = new SandboxServer({ folder: join(dataDir, 'sandbox'), now: Date.now })
  return { dataDir, stdout: new Sink(), stderr: new Sink(), sandbox, now: Date.now }
}

/** Keeps the sandbox listening for the whole test, as a server somebody else runs. */
export async function runningSandbox({ sandbox }: TestEnvironment): Promise<number> {
  const { port } = await sandbox.start()
  onTestFinished(() => sandbox.stop())
  return port
}
