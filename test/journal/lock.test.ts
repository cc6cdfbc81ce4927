import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'
import { startWorker } from '../helpers/start-journal-worker.ts'

const RUNNING = { code: 'batch-running', message: expect.stringContaining('Batch b ') }

test('a batch has one holder, in this process and through a second journal object', async () => {
  const file = await tempJournalFile()
  const journal = openForTest(file)
  await importRows(journal, 1)
  await importRows(journal, 1, 'other')
  const unlock = journal.lock('b')
  expect(() => journal.lock('b')).toThrow(expect.objectContaining(RUNNING))
  expect(() => openForTest(file).lock('b')).toThrow(expect.objectContaining(RUNNING))
  journal.lock('other')()
  unlock()
  unlock()
  const again = openForTest(file).lock('b')
  expect(() => journal.lock('b')).toThrow(expect.objectContaining(RUNNING))
  again()
})

test('closing the journal lets go of its locks and leaves no lock file', async () => {
  const file = await tempJournalFile()
  const journal = openForTest(file)
  await importRows(journal, 1)
  journal.lock('b')
  journal.close()
  const later = openForTest(file)
  later.lock('b')()
  later.close()
  expect(await readdir(dirname(file))).toEqual(['mailwright.db'])
})

test('a batch held by another process is refused until that process is killed, even if the holder forgot its lock', async () => {
  const file = await tempJournalFile()
  const journal = openForTest(file)
  await importRows(journal, 1)
  const worker = startWorker('lock', file)
  await worker.line('locked')
  expect(() => journal.lock('b')).toThrow(expect.objectContaining(RUNNING))
  const second = startWorker('lock', file)
  expect(await second.line('')).toBe('batch-running')
  worker.process.kill('SIGKILL')
  await worker.ended
  journal.lock('b')()
})
