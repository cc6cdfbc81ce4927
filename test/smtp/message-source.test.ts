import { describe, expect, test } from 'vitest'
import { MessageSource } from '../../src/main/smtp/message-source.ts'
import { rawMessage } from './smtp-test-kit.ts'

describe('a source of messages', () => {
  test('gives the messages in order, then null, from lists and generators', async () => {
    async function* generated() {
      yield rawMessage('1')
      yield rawMessage('2')
    }
    for (const messages of [[rawMessage('1'), rawMessage('2')], generated()]) {
      const source = new MessageSource(messages)
      const subjects = [await source.next(), await source.next(), await source.next()].map(
        (next) => next?.message.subject,
      )
      expect(subjects).toEqual(['1', '2', undefined])
    }
  })

  test('shows the next message early without losing it', async () => {
    const source = new MessageSource([rawMessage('1')])
    source.start()
    const ahead = await source.ready()
    expect(ahead?.message.subject).toBe('1')
    expect(await source.next()).toBe(ahead)
    source.start()
    expect(await source.ready()).toBeNull()
    expect(await source.next()).toBeNull()
  })

  test('does not wait for a message that takes its time', async () => {
    let give = () => {}
    const wait = new Promise<void>((resolve) => {
      give = resolve
    })
    async function* slow() {
      await wait
      yield rawMessage('1')
    }
    const source = new MessageSource(slow())
    source.start()
    expect(await source.ready()).toBeNull()
    give()
    expect((await source.next())?.message.subject).toBe('1')
  })

  test('keeps an error that came early for its turn', async () => {
    function* broken() {
      yield rawMessage('1')
      throw new Error('bad row')
    }
    const source = new MessageSource(broken())
    await source.next()
    source.start()
    expect(await source.ready()).toBeNull()
    await expect(source.next()).rejects.toThrow('bad row')
    expect(await source.next()).toBeNull()
  })

  test('closed early waits for the pull under way and ends the generator', async () => {
    const steps: string[] = []
    async function* rows() {
      try {
        await new Promise((resolve) => setImmediate(resolve))
        steps.push('made')
        yield rawMessage('1')
      } finally {
        steps.push('ended')
      }
    }
    const source = new MessageSource(rows())
    source.start()
    await source.close()
    expect(steps).toEqual(['made', 'ended'])
    expect(await source.next()).toBeNull()
  })
})
