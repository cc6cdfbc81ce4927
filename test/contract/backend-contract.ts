import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src/main/backends/backend.ts'
import type { MimeMessage, SendResult } from '../../src/shared/mail-types.ts'
import { mimeMessage, octets } from '../helpers/mime-message.ts'

/** One way to run a backend and to look at what it delivered. */
export interface Subject {
  readonly connect: () => Backend
  /** The octets of each delivered message in order; null for a backend that keeps nothing. */
  readonly delivered: () => Promise<readonly Uint8Array[] | null>
}

export interface ContractTraits {
  /** Takes the next message from the list before the last one is settled, to save a round trip. */
  readonly pullsAhead?: boolean
}

/** What every backend does alike. Called once per backend; `setUp` runs in each test. */
export function describeBackendContract(
  title: string,
  setUp: () => Promise<Subject>,
  { pullsAhead = false }: ContractTraits = {},
): void {
  describe(title, () => {
    async function expectDelivered(subject: Subject, messages: readonly MimeMessage[]): Promise<void> {
      const delivered = await subject.delivered()
      if (delivered === null) return
      expect(delivered.map((bytes) => Buffer.from(bytes).toString('latin1'))).toEqual(
        messages.map((message) => octets(message).toString('latin1')),
      )
    }

    it('delivers a list in order, octet for octet, and counts it', async () => {
      const subject = await setUp()
      const messages = [
        mimeMessage('one'),
        mimeMessage('dots', { body: '.\n..\n.hidden\n...\n\n.\n' }),
        mimeMessage('eight-bit', { body: `grün ${'漢字'.repeat(40)}\n` }),
        mimeMessage('big', { body: `${'x'.repeat(900)}\n.\n`.repeat(300) }),
      ]
      const report = await subject.connect().sendMessages(messages)
      expect(report.sent).toBe(4)
      expect(report.results.map(({ state }) => state)).toEqual(messages.map(() => 'accepted'))
      expect(report.results.map(({ messageId }) => messageId)).toEqual(
        messages.map(({ messageId }) => messageId),
      )
      await expectDelivered(subject, messages)
    })

    it('takes an iterator and an async iterator as well as a list', async () => {
      const subject = await setUp()
      const messages = ['a', 'b', 'c', 'd'].map((subjectLine) => mimeMessage(subjectLine))
      const backend = subject.connect()
      const first = await backend.sendMessages(messages.slice(0, 2).values())
      const second = await backend.sendMessages(
        (async function* () {
          yield* messages.slice(2)
        })(),
      )
      expect([first.sent, second.sent]).toEqual([2, 2])
      await expectDelivered(subject, messages)
    })

    it('sends nothing for an empty list', async () => {
      const subject = await setUp()
      expect(await subject.connect().sendMessages([])).toEqual({ sent: 0, results: [] })
      await expectDelivered(subject, [])
    })

    it('does not deliver a message without recipients, and goes on after it', async () => {
      const subject = await setUp()
      const good = mimeMessage('good')
      const report = await subject.connect().sendMessages([mimeMessage('nobody', { to: [] }), good])
      expect(report.sent).toBe(1)
      expect(report.results.map(({ recipients }) => recipients.length)).toEqual([0, 1])
      await expectDelivered(subject, [good])
    })

    it('may be closed without having been opened, and twice', async () => {
      const backend = (await setUp()).connect()
      await backend.close()
      await backend.open()
      await backend.close()
      await expect(backend.close()).resolves.toBeUndefined()
    })

    it('tells whether open connected', async () => {
      const backend = (await setUp()).connect()
      expect(await backend.open()).toBe(true)
      expect(await backend.open()).toBe(false)
      await backend.close()
      expect(await backend.open()).toBe(true)
      await backend.close()
    })

    it('keeps a connection the caller opened, and serves as a scope', async () => {
      const subject = await setUp()
      const messages = [mimeMessage('first'), mimeMessage('second')]
      {
        await using backend = subject.connect()
        await backend.open()
        for (const message of messages) await backend.sendMessages([message])
        expect(await backend.open()).toBe(false)
      }
      await expectDelivered(subject, messages)
    })

    it('lets two senders of one backend wait for each other', async () => {
      const subject = await setUp()
      const [first, second] = [
        [mimeMessage('a1'), mimeMessage('a2')],
        [mimeMessage('b1'), mimeMessage('b2')],
      ]
      const backend = subject.connect()
      await Promise.all([backend.sendMessages(first), backend.sendMessages(second)])
      await expectDelivered(subject, [...first, ...second])
    })

    it('guards the body of each message, and settles it before the body of the next', async () => {
      const subject = await setUp()
      const steps: string[] = []
      const kept: number[] = []
      await subject.connect().sendMessages(pulled(['a', 'b'], steps), {
        async beforeBodySent({ message }) {
          kept.push((await subject.delivered())?.length ?? kept.length)
          steps.push(`body ${message.subject}`)
        },
        async settled({ message }) {
          await new Promise(setImmediate)
          steps.push(`settled ${message.subject}`)
        },
      })
      const watched = pullsAhead ? steps.filter((step) => !step.startsWith('pull')) : steps
      const expected = ['pull a', 'body a', 'settled a', 'pull b', 'body b', 'settled b']
      expect(watched).toEqual(pullsAhead ? expected.filter((step) => !step.startsWith('pull')) : expected)
      expect(kept).toEqual([0, 1])
    })

    it('tells each result, with every recipient, through the hook and in the report alike', async () => {
      const told: SendResult[] = []
      const message = mimeMessage('m', {
        to: ['a@example.com'],
        cc: ['c@example.com'],
        bcc: ['b@example.com'],
      })
      const report = await (await setUp()).connect().sendMessages([message], {
        async settled(_message, result) {
          told.push(result)
        },
      })
      expect(told).toEqual(report.results)
      expect(told[0]?.recipients.map(({ address, state }) => [address, state])).toEqual([
        ['a@example.com', 'accepted'],
        ['c@example.com', 'accepted'],
        ['b@example.com', 'accepted'],
      ])
    })

    it('delivers nothing more once the guard refuses', async () => {
      const subject = await setUp()
      const full = new Error('the journal is full')
      const settled: string[] = []
      const sending = subject
        .connect()
        .sendMessages([mimeMessage('kept'), mimeMessage('lost'), mimeMessage('next')], {
          async beforeBodySent({ message }) {
            if (message.subject === 'lost') throw full
          },
          async settled({ message }) {
            settled.push(message.subject)
          },
        })
      await expect(sending).rejects.toBe(full)
      expect(settled).toEqual(['kept'])
      await expectDelivered(subject, [mimeMessage('kept')])
    })

    it('writes no Bcc address into the message', async () => {
      const subject = await setUp()
      await subject.connect().sendMessages([mimeMessage('m', { bcc: ['hidden@example.com'] })])
      for (const bytes of (await subject.delivered()) ?? []) {
        expect(Buffer.from(bytes).toString('latin1')).not.toContain('hidden@example.com')
      }
    })
  })
}

function* pulled(subjects: readonly string[], steps: string[]): Generator<MimeMessage> {
  for (const subject of subjects) {
    steps.push(`pull ${subject}`)
    yield mimeMessage(subject)
  }
}
