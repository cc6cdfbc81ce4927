/** The other process of the journal's tests: does one job on a journal and tells each durable fact on a line. */
import { writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Journal } from '../../src/main/journal/journal.ts'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { MailwrightError } from '../../src/shared/errors.ts'
import { newBatch, newRow, outcomeOf, stampOf } from './journal-data.ts'

const [job = '', file = '', argument = ''] = process.argv.slice(2)

/** Straight into the pipe: what is told before a kill is told. */
function tell(text: string): void {
  writeSync(1, `${text}\n`)
}

const JOBS: Readonly<Record<string, (journal: Journal) => Promise<void>>> = {
  /** Holds the batch until killed. */
  async lock(journal) {
    try {
      journal.lock('b')
      setInterval(() => {}, 60_000)
      // Whatever nobody refers to any more, such as this journal, goes before it is told.
      setImmediate(() => {
        setFlagsFromString('--expose-gc')
        runInNewContext('gc')()
        setImmediate(() => tell('locked'))
      })
    } catch (error) {
      tell(error instanceof MailwrightError ? error.code : String(error))
    }
  },
  /** Sends rows over as many connections as told. */
  async send(journal) {
    await Promise.all(Array.from({ length: Number(argument) }, () => sendRows(journal)))
    tell('done')
  },
  async claim(journal) {
    for (;;) {
      const rows = await journal.claim('b', 3, 1_000)
      if (rows.length === 0) break
      for (const { number } of rows) tell(`claimed ${number}`)
    }
    tell('done')
  },
  /** Imports without end. */
  async import(journal) {
    const batchImport = journal.beginImport(newBatch('half'))
    for (let number = 1; ; number += 5_000) {
      batchImport.addRows(Array.from({ length: 5_000 }, (_, index) => newRow(number + index)))
      tell(`added ${number}`)
      await new Promise(setImmediate)
    }
  },
}

async function sendRows(journal: Journal): Promise<void> {
  for (;;) {
    const [row] = await journal.claim('b', 1, 1_000)
    if (!row) return
    const { number } = row
    tell(`claimed ${number}`)
    await journal.stamp('b', number, stampOf(number))
    tell(`stamped ${number}`)
    await journal.markBodySent('b', number, 3_000)
    tell(`marked ${number}`)
    await journal.settle('b', number, outcomeOf(number))
    tell(`settled ${number}`)
  }
}

await JOBS[job]?.(openJournal(file))
