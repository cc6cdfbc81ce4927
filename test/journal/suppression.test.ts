import { describe, expect, test } from 'vitest'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'

const list = (...entries: readonly string[]) => entries.map((entry) => ({ entry, reason: null }))

describe('the suppression list', () => {
  test('is still there when the journal is opened again', async () => {
    const file = await tempJournalFile()
    const first = openForTest(file)
    expect(await first.suppression.add([{ entry: 'ann@x.example', reason: 'why' }], 9)).toBe(1)
    first.close()
    expect([...openForTest(file).suppression.entries()]).toEqual([
      { entry: 'ann@x.example', reason: 'why', addedAt: 9 },
    ])
  })

  test('is seen at once by another program that has the journal open', async () => {
    const file = await tempJournalFile()
    const sending = openForTest(file).suppression
    const other = openForTest(file).suppression
    expect(sending.isEmpty()).toBe(true)
    await other.add(list('ann@x.example'), 1)
    expect(sending.find('ann@x.example', '@x.example')).not.toBeNull()
    expect(sending.isEmpty()).toBe(false)
    await other.remove(['ann@x.example'])
    expect(sending.find('ann@x.example', '@x.example')).toBeNull()
  })

  test('is told in order, across pages, while it changes', async () => {
    const { suppression } = openForTest(await tempJournalFile())
    const names = Array.from({ length: 2_500 }, (_, i) => `u${String(i).padStart(4, '0')}@x.example`)
    await suppression.add(list(...names.toReversed()), 1)
    const told: string[] = []
    for (const { entry } of suppression.entries()) {
      if (told.push(entry) === 1) await suppression.remove(['u2000@x.example'])
    }
    expect(told).toEqual(names.filter((name) => name !== 'u2000@x.example'))
  })

  test('cannot be read or written once the journal is closed', async () => {
    const journal = openForTest(await tempJournalFile())
    journal.close()
    const closed = expect.objectContaining({ code: 'journal-closed' })
    expect(() => journal.suppression.find('a', 'b')).toThrow(closed)
    expect(() => journal.suppression.isEmpty()).toThrow(closed)
    await expect(journal.suppression.add(list('a'), 1)).rejects.toEqual(closed)
  })
})
