/** Everything the command line says and asks goes through here, so that tests can listen. */
import { createInterface } from 'node:readline/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { blocks } from '../platform/line-blocks.ts'
import { isNodeError } from '../platform/node-error.ts'

export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** A person is there to answer questions. */
  readonly interactive: boolean
  /** The error stream redraws a progress line. */
  readonly showsProgress: boolean
  readonly columns: number
}

export function processTerminal(): Terminal {
  allowClosedPipe(process.stdout)
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    showsProgress: process.stderr.isTTY === true,
    columns: process.stderr.columns || 80,
  }
}

/** `mailwright mime … | head` closes the pipe early: that is no failure of ours. */
function allowClosedPipe(stream: Writable): void {
  stream.on('error', (error) => {
    if (!isClosedPipe(error)) throw error
  })
}

function isClosedPipe(error: unknown): boolean {
  return isNodeError(error) && error.code === 'EPIPE'
}

export function print(terminal: Terminal, line: string): void {
  terminal.stdout.write(`${line}\n`)
}

/** A line for each item: flat in memory however many and however slowly read; over when nobody reads on. */
export async function printLines<T>(
  terminal: Terminal,
  items: Iterable<T>,
  lineOf: (item: T) => string,
): Promise<void> {
  function* lines(): Generator<string> {
    for (const item of items) yield `${lineOf(item)}\n`
  }
  try {
    await pipeline(Readable.from(blocks(lines())), terminal.stdout, { end: false })
  } catch (error) {
    if (!isClosedPipe(error)) throw error
  }
}

/** For people, not for pipes: goes to stderr. */
export function say(terminal: Terminal, line: string): void {
  terminal.stderr.write(`${line}\n`)
}

/** So that nobody waits for mail that was never meant to leave. */
export function sayWhereKept(terminal: Terminal, profile: { readonly keptIn: string | null }): void {
  if (profile.keptIn !== null) say(terminal, `Nothing left this computer: the mail is in ${profile.keptIn}`)
}

/** Asks until one of the answers is given, by its first letter or in full; an empty answer is the first. */
export async function ask<A extends string>(
  terminal: Terminal,
  question: string,
  answers: readonly [A, ...A[]],
): Promise<A> {
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr })
  try {
    for (;;) {
      const given = (await lines.question(`${question} [${answers.join('/')}] `)).trim().toLowerCase()
      const answer = given === '' ? answers[0] : answers.find((known) => known.startsWith(given))
      if (answer !== undefined) return answer
    }
  } finally {
    lines.close()
  }
}

export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
