/** The outbox and the composer over a real core, as the app wires them. */
import { onTestFinished, vi } from 'vitest'
import { ComposeService } from '../../src/main/compose/compose-service.ts'
import { openCore, type SecretSource } from '../../src/main/composition-root.ts'
import { DraftStore } from '../../src/main/drafts/draft-store.ts'
import { DiskFileStore } from '../../src/main/files/file-store.ts'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import { draftContentSchema } from '../../src/main/ipc/schemas.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { type DraftContent, EMPTY_DRAFT } from '../../src/shared/draft-types.ts'
import type { AppEvent } from '../../src/shared/ipc-contract.ts'
import type { OutboxMessage, OutboxState } from '../../src/shared/outbox-types.ts'
import { Sink } from './sink.ts'
import { tempDir } from './temp-dir.ts'

export function draftWith(changes: Partial<DraftContent> = {}): DraftContent {
  return {
    ...EMPTY_DRAFT,
    from: 'ann@example.com',
    to: ['bob@example.com'],
    subject: 'Hello',
    body: { kind: 'plain', source: 'Content\n' },
    ...changes,
  }
}

export interface RigOptions {
  /** An earlier rig's folder, to see what is left of it. */
  readonly dataDir?: string
  /** Mail goes to this port of loopback; to the sandbox when absent. */
  readonly port?: number
  readonly undoSeconds?: number
  /** Of the profile that goes to `port`. */
  readonly rate?: string
  readonly secrets?: SecretSource
}

export async function outboxRig({ dataDir, port, undoSeconds = 0, rate, secrets }: RigOptions = {}) {
  const folder = dataDir ?? (await tempDir())
  const core = await openCore({
    dataDir: folder,
    env: {},
    stdout: new Sink(),
    stderr: new Sink(),
    secrets,
    attended: true,
  })
  if (port !== undefined) {
    const options = { host: '127.0.0.1', port, tls: 'none' }
    await core.saveSettings({
      ...core.settings,
      profiles: {
        ...core.settings.profiles,
        server: { backend: 'smtp', options, ...(rate !== undefined && { rate }) },
      },
      defaultProfile: 'server',
      preferences: { ...core.settings.preferences, undoSeconds },
    })
  }
  const files = new DiskFileStore(folder, core.clock.now)
  const drafts = new DraftStore(folder, draftContentSchema, core.clock.now)
  const events: AppEvent[] = []
  const pages = previewPages()
  const emit = (event: AppEvent): void => void events.push(event)
  const outbox = new Outbox({ core, files, pages, emit, drafts, schema: draftContentSchema })
  const compose = new ComposeService({ core, files, pages, outbox })
  onTestFinished(async () => {
    await outbox.close()
    for (const store of [files, drafts]) store.close()
    core.close()
  })

  /** The message once it is in that state. */
  const settled = (id: string, state: OutboxState): Promise<OutboxMessage> =>
    vi.waitFor(
      async () => {
        const message = await outbox.message(id)
        if (message.entry.state !== state) throw new Error(`The message is ${message.entry.state}.`)
        return message
      },
      { timeout: 10_000, interval: 10 },
    )
  return { dataDir: folder, core, files, drafts, events, outbox, compose, pages, settled }
}
