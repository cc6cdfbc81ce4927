/** The handlers of the app over a real core in a folder of this test's own. */
import { onTestFinished } from 'vitest'
import { AddressBook } from '../../src/main/address-book/address-book.ts'
import { ComposeService } from '../../src/main/compose/compose-service.ts'
import { openCore } from '../../src/main/composition-root.ts'
import { DraftStore } from '../../src/main/drafts/draft-store.ts'
import { DiskFileStore } from '../../src/main/files/file-store.ts'
import { Uploads } from '../../src/main/files/uploads.ts'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import type { AppContext } from '../../src/main/ipc/app-context.ts'
import { appHandlers } from '../../src/main/ipc/app-handlers.ts'
import { contactsHandlers } from '../../src/main/ipc/contacts-handlers.ts'
import { draftsHandlers } from '../../src/main/ipc/drafts-handlers.ts'
import { filesHandlers } from '../../src/main/ipc/files-handlers.ts'
import { Jobs } from '../../src/main/ipc/jobs.ts'
import { jobsHandlers } from '../../src/main/ipc/jobs-handlers.ts'
import { outboxHandlers } from '../../src/main/ipc/outbox-handlers.ts'
import { Router } from '../../src/main/ipc/router.ts'
import { draftContentSchema } from '../../src/main/ipc/schemas.ts'
import { settingsHandlers } from '../../src/main/ipc/settings-handlers.ts'
import { suppressionHandlers } from '../../src/main/ipc/suppression-handlers.ts'
import { templatesHandlers } from '../../src/main/ipc/templates-handlers.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { memorySecrets } from '../../src/main/platform/memory-secrets.ts'
import { TemplateLibrary } from '../../src/main/template-library/template-library.ts'
import { fromErrorData } from '../../src/shared/error-data.ts'
import type { AppEvent, InvokeArgs, InvokeName, InvokeResult } from '../../src/shared/ipc-contract.ts'
import { Sink } from './sink.ts'
import { tempDir } from './temp-dir.ts'

export async function appForTest() {
  const dataDir = await tempDir()
  const secrets = memorySecrets()
  const core = await openCore({
    dataDir,
    env: {},
    stdout: new Sink(),
    stderr: new Sink(),
    secrets,
    attended: true,
  })
  const { now } = core.clock
  const files = new DiskFileStore(dataDir, now)
  const uploads = new Uploads(files, now)
  const stores = {
    drafts: new DraftStore(dataDir, draftContentSchema, now),
    templates: new TemplateLibrary(dataDir, draftContentSchema, now),
    contacts: new AddressBook(dataDir),
  }
  const events: AppEvent[] = []
  const opened: string[] = []
  const emit = (event: AppEvent): void => void events.push(event)
  const context: AppContext = {
    core,
    files,
    pages: previewPages(),
    jobs: new Jobs((data) => emit({ name: 'progress', data }), now),
    emit,
    shell: {
      kind: 'browser',
      secrets,
      openExternal: async (target) => void opened.push(target),
      saveFile: async ({ token }) => ({ kind: 'download', url: `/files/${token}` }),
    },
  }
  const { pages } = context
  const { drafts } = stores
  const outbox = new Outbox({ core, files, pages, emit, drafts, schema: draftContentSchema })
  const compose = new ComposeService({ core, files, pages, outbox })
  const router = new Router({
    ...appHandlers(context),
    ...jobsHandlers(context),
    ...filesHandlers(context, uploads),
    ...settingsHandlers(context, (profile, to) => compose.sendTest(profile, to)),
    ...outboxHandlers(outbox),
    ...draftsHandlers(stores.drafts),
    ...templatesHandlers(stores.templates),
    ...contactsHandlers(context, stores.contacts),
    ...suppressionHandlers(context),
  })
  onTestFinished(async () => {
    await Promise.all([uploads.close(), outbox.close()])
    for (const store of [files, ...Object.values(stores)]) store.close()
    core.close()
  })
  /** As a window calls: rejects with the error it would be told. */
  async function call<K extends InvokeName>(name: K, ...args: InvokeArgs<K>): Promise<InvokeResult<K>> {
    const result = await router.call(name, args)
    if (!result.ok) throw fromErrorData(result.error)
    // What a method returns is checked where it is defined; the router carries it as it is.
    return result.value as InvokeResult<K>
  }
  return { call, context, dataDir, events, files, opened, router, secrets }
}
