import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { consoleBackend } from '../../src/main/backends/console.ts'
import { printable } from '../../src/main/backends/printable.ts'
import { mimeMessage, octets } from '../helpers/mime-message.ts'
import { Sink } from '../helpers/sink.ts'

/** No builder lets these through; a custom charset or an attached message may. */
const HOSTILE = 'red \x1b[31m bell \x07 c1 \x9b31m turn \u202e back \x7f\tend\r\n'
const hostile = { ...mimeMessage('m'), chunks: [Buffer.from('Subject: m\r\n\r\n'), Buffer.from(HOSTILE)] }

it('writes the exact octets and the separator into a pipe', async () => {
  const stream = new Sink()
  await consoleBackend(stream).sendMessages([hostile])
  expect(stream.bytes).toEqual(Buffer.concat([octets(hostile), Buffer.from(`\n${'-'.repeat(79)}\n`)]))
})

it('shows control characters on a terminal instead of letting it obey them', async () => {
  const stream = new Sink({ isTTY: true })
  await consoleBackend(stream).sendMessages([hostile])
  const text = stream.bytes.toString('utf8')
  expect(text).toContain('red \\x1b[31m bell \\x07 c1 \\x9b31m turn \\u202e back \\x7f\tend\r\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
  expect(text).not.toMatch(/[\u0000-\u0008\u001b\u007f-\u009f\u202e]/)
})

it('decodes characters that two chunks share', () => {
  const [first, second] = [Buffer.from([0xc3]), Buffer.from([0xa4])]
  expect(printable([first, second])).toBe('ä')
  expect(printable([Buffer.from('a\rb\r\n')])).toBe('a\\rb\r\n')
})

it('finishes printing one message before it takes the next', async () => {
  const written: string[] = []
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      setImmediate(() => {
        written.push(String(chunk))
        done()
      })
    },
  })
  await consoleBackend(slow).sendMessages([mimeMessage('a'), mimeMessage('b')], {
    async beforeBodySent({ message }) {
      if (message.subject === 'b') expect(written.join('')).toContain('-'.repeat(79))
    },
  })
  expect(written.join('').match(/-{79}/g)).toHaveLength(2)
})

it('stops with a session failure when nobody reads any more', async () => {
  const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) })
  const settled: string[] = []
  const sending = consoleBackend(broken).sendMessages([mimeMessage('a'), mimeMessage('b')], {
    async settled({ message }) {
      settled.push(message.subject)
    },
  })
  await expect(sending).rejects.toMatchObject({
    name: 'SessionError',
    code: 'output-not-writable',
    transient: false,
  })
  expect(settled).toEqual([])
})
