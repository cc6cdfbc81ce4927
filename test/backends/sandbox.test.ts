import { expect, it } from 'vitest'
import { loadBackend } from '../../src/main/backends/registry.ts'
import { SandboxBackend } from '../../src/main/backends/sandbox.ts'
import { listInbox, readEnvelope } from '../../src/main/sandbox/inbox.ts'
import { backendEnvironment } from '../helpers/backend-environment.ts'
import { mimeMessage } from '../helpers/mime-message.ts'

const profile = { name: 'sandbox', backend: 'sandbox', options: {} }

it('shares one server between connections and stops it after the last', async () => {
  const environment = await backendEnvironment()
  const connect = await loadBackend(profile, environment)
  const [first, second] = [connect(), connect()]
  await Promise.all([first.open(), second.open()])
  await first.close()
  expect((await second.sendMessages([mimeMessage('m')])).sent).toBe(1)
  await second.close()
  const { port } = await environment.sandbox.start()
  await environment.sandbox.stop()
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
})

it('sends the whole envelope, hidden recipients too', async () => {
  const { sandbox, ...rest } = await backendEnvironment()
  const connect = await loadBackend(profile, { ...rest, sandbox })
  await connect().sendMessages([mimeMessage('m', { cc: ['cc@example.com'], bcc: ['bcc@example.com'] })])
  const { mailFrom, rcptTo } = await readEnvelope(sandbox.folder, listInbox(sandbox.folder)[0] ?? '')
  expect(mailFrom.address).toBe('from@example.com')
  expect(rcptTo.map(({ address }) => address)).toEqual([
    'to@example.com',
    'cc@example.com',
    'bcc@example.com',
  ])
})

it('cuts off a send that is under way when it is closed', async () => {
  const environment = await backendEnvironment()
  const backend = (await loadBackend(profile, environment))()
  await backend.open()
  let closed: Promise<void> | undefined
  const { sent } = await backend
    .sendMessages([mimeMessage('m')], {
      async beforeBodySent() {
        closed = backend.close()
      },
    })
    .catch(() => ({ sent: 0 }))
  await closed
  expect(sent).toBe(0)
  expect(listInbox(environment.sandbox.folder)).toEqual([])
  expect(await backend.open()).toBe(true)
  await backend.close()
})

it('does not leave the server running when it cannot connect', async () => {
  let running = 0
  const server = {
    start: async () => ({ port: ++running }),
    stop: async () => void --running,
  }
  const environment = await backendEnvironment()
  const smtp = { name: 'p', backend: 'smtp', options: { host: '127.0.0.1', port: 1 } }
  const unreachable = await loadBackend(smtp, environment)
  const backend = new SandboxBackend(server, unreachable)
  await expect(backend.open()).rejects.toMatchObject({ kind: 'environment' })
  await expect(backend.sendMessages([mimeMessage('m')])).rejects.toMatchObject({ kind: 'environment' })
  expect(running).toBe(0)
})
