/** The wiring diagram of the app: its services over a core, and the methods that windows may call. */
import type { AppEvent } from '../shared/ipc-contract.ts'
import { AddressBook } from './address-book/address-book.ts'
import { ComposeService } from './compose/compose-service.ts'
import type { Core } from './composition-root.ts'
import { DraftStore } from './drafts/draft-store.ts'
import { DiskFileStore } from './files/file-store.ts'
import { Uploads } from './files/uploads.ts'
import { previewPages } from './inspect/preview-pages.ts'
import type { AppContext, FileStore, PreviewPages, Shell } from './ipc/app-context.ts'
import { appHandlers } from './ipc/app-handlers.ts'
import { batchesHandlers } from './ipc/batches-handlers.ts'
import { composeHandlers } from './ipc/compose-handlers.ts'
import { contactsHandlers } from './ipc/contacts-handlers.ts'
import { draftsHandlers } from './ipc/drafts-handlers.ts'
import { filesHandlers } from './ipc/files-handlers.ts'
import { Jobs } from './ipc/jobs.ts'
import { jobsHandlers } from './ipc/jobs-handlers.ts'
import { listsHandlers } from './ipc/lists-handlers.ts'
import { massHandlers } from './ipc/mass-handlers.ts'
import { massSendSchema } from './ipc/mass-schema.ts'
import { outboxHandlers } from './ipc/outbox-handlers.ts'
import { type Methods, Router } from './ipc/router.ts'
import { sandboxHandlers } from './ipc/sandbox-handlers.ts'
import { draftContentSchema } from './ipc/schemas.ts'
import { settingsHandlers } from './ipc/settings-handlers.ts'
import { suppressionHandlers } from './ipc/suppression-handlers.ts'
import { templatesHandlers } from './ipc/templates-handlers.ts'
import { ListThread } from './list-thread/list-client.ts'
import { Batches } from './mass-send/batches.ts'
import { MassSendStore } from './mass-send/mass-send-store.ts'
import { MassSender } from './mass-send/mass-sender.ts'
import { Outbox } from './outbox/outbox.ts'
import { SandboxPort } from './outbox/sandbox-port.ts'
import { TemplateLibrary } from './template-library/template-library.ts'

export interface App {
  readonly router: Router
  readonly files: FileStore
  readonly pages: PreviewPages
  /** Finishes the transactions in flight, then lets go of every file. The core stays open. */
  close(): Promise<void>
}

/** `emit` tells every window. */
export function openApp(core: Core, shell: Shell, emit: (event: AppEvent) => void): App {
  const { clock, dataDir } = core
  const files = new DiskFileStore(dataDir, clock.now)
  const uploads = new Uploads(files, clock.now)
  const pages = previewPages()
  const jobs = new Jobs((progress) => emit({ name: 'progress', data: progress }), clock.now)
  const context: AppContext = { core, shell, files, pages, jobs, emit }
  const drafts = new DraftStore(dataDir, draftContentSchema, clock.now)
  const templates = new TemplateLibrary(dataDir, draftContentSchema, clock.now)
  const contacts = new AddressBook(dataDir)
  const outbox = new Outbox({ core, files, pages, emit, drafts, schema: draftContentSchema })
  const compose = new ComposeService({ core, files, pages, outbox })
  const sandbox = new SandboxPort(core, outbox.caught)
  const lists = new ListThread({ dataDir, hostName: core.hostName })
  const batches = new Batches({ core, files, lists, emit })
  const sender = new MassSender({ core, files, pages, lists, batches })
  const massStore = new MassSendStore(dataDir, massSendSchema)
  void batches.startScheduled()
  const methods: Methods = {
    ...appHandlers(context),
    ...jobsHandlers(context),
    ...filesHandlers(context, uploads),
    ...settingsHandlers(context, (profile, to) => compose.sendTest(profile, to)),
    ...draftsHandlers(drafts),
    ...templatesHandlers(templates),
    ...contactsHandlers(context, contacts),
    ...suppressionHandlers(context),
    ...composeHandlers(compose),
    ...outboxHandlers(outbox),
    ...sandboxHandlers(sandbox),
    ...listsHandlers(context, lists),
    ...massHandlers(context, sender, massStore),
    ...batchesHandlers(batches),
  }
  return {
    router: new Router(methods),
    files,
    pages,
    close: async () => {
      await sandbox.close()
      await Promise.all([outbox.close(), uploads.close()])
      await core.stopEngine()
      await lists.terminate()
      for (const store of [contacts, templates, drafts, files]) store.close()
    },
  }
}
