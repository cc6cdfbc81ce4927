import { describe, expect, test } from 'vitest'
import type { Pipelining } from '../../src/main/smtp/options.ts'
import { backendFor, friendlyServer, rawMessage } from './smtp-test-kit.ts'

describe.each<Pipelining>(['none', 'envelope', 'full'])('with pipelining %s', (pipelining) => {
  test('marks and settles each message before the body of the next is written', async () => {
    const { port, peers } = await friendlyServer()
    const lines = () => peers[0]?.lines ?? []
    const seen: string[] = []
    await backendFor(port, { pipelining }).sendMessages([rawMessage('1'), rawMessage('2')], {
      beforeBodySent: async ({ message }) => {
        await new Promise((resolve) => setImmediate(resolve))
        seen.push(`mark ${message.subject}: ${lines().filter((line) => line === '.').length} dots`)
      },
      settled: async ({ message }) => {
        // Time enough for a body that should not come.
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
        seen.push(`settled ${message.subject}: ${lines().includes('Subject: 2')} ${peers[0]?.unread}`)
      },
    })
    expect(seen.slice(0, 2)).toEqual(['mark 1: 0 dots', 'settled 1: false '])
    expect(seen[2]).toBe('mark 2: 1 dots')
  })

  test('sends no dot when the mark cannot be recorded', async () => {
    const { port, peers } = await friendlyServer()
    const work = backendFor(port, { pipelining }).sendMessages(
      [rawMessage('1', { body: 'x'.repeat(300_000) })],
      {
        beforeBodySent: () => Promise.reject(new Error('disk full')),
      },
    )
    await expect(work).rejects.toThrow('disk full')
    await peers[0]?.gone()
    expect(peers[0]?.lines).not.toContain('.')
    expect(peers[0]?.lines).toContain('DATA')
  })

  test('sends nothing more when a result cannot be recorded', async () => {
    const { port, peers } = await friendlyServer()
    const work = backendFor(port, { pipelining }).sendMessages([rawMessage('1'), rawMessage('2')], {
      settled: () => Promise.reject(new Error('disk full')),
    })
    await expect(work).rejects.toThrow('disk full')
    await peers[0]?.gone()
    expect(peers[0]?.lines.filter((line) => line === '.')).toHaveLength(1)
    expect(peers[0]?.lines).not.toContain('Subject: 2')
  })
})
