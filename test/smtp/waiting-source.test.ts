import { expect, test } from 'vitest'
import { SmtpBackend } from '../../src/main/backends/smtp.ts'
import type { MimeMessage } from '../../src/shared/mail-types.ts'
import { mimeMessage } from '../helpers/mime-message.ts'
import { scriptedServer, welcome } from '../helpers/scripted-server.ts'

test('a session that ends while the next message is not due yet is told at once', async () => {
  const { port } = await scriptedServer(async (peer) => {
    await welcome(peer)
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      if (line !== 'DATA') peer.send('250 ok\r\n')
      else {
        peer.send('354 go ahead\r\n')
        await peer.data()
        peer.send('421 4.3.2 closing\r\n')
        peer.end()
      }
    }
  })
  let letGo: (result: IteratorResult<MimeMessage>) => void = () => undefined
  const steps: string[] = []
  const messages: AsyncIterator<MimeMessage> = {
    next: async () => {
      steps.push('next')
      if (steps.length === 1) return { done: false, value: mimeMessage('first') }
      return new Promise((resolve) => {
        letGo = resolve
      })
    },
    return: async () => {
      steps.push('return')
      letGo({ done: true, value: undefined })
      return { done: true, value: undefined }
    },
  }
  const sending = new SmtpBackend({ host: '127.0.0.1', port, tls: 'none' }).sendMessages({
    [Symbol.asyncIterator]: () => messages,
  })
  await expect(sending).rejects.toMatchObject({ code: 'server-closing' })
  expect(steps).toEqual(['next', 'next', 'return'])
})
