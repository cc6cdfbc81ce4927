/** What every measure is given, and what it gives back. */
import { join } from 'node:path'
import type { TableRow } from './table.ts'

export interface Bench {
  /** Removed at the end. */
  readonly folder: string
}

export interface SinkBench extends Bench {
  /** The port of smtp-sink. */
  readonly sink: number
}

/** Rows of the table, measured over SMTP. */
export type Measure = (bench: SinkBench) => Promise<readonly TableRow[]>

/** Says in one line what cannot be measured here. */
export function skip(what: string, reason: string): void {
  console.log(`skipped: ${what} (${reason})`)
}

let names = 0

/** A name for a file or a folder that nobody has used. */
export function newPath({ folder }: Bench): string {
  return join(folder, String(++names))
}
