/** Reads SQLite's untyped columns; what has the wrong type was not written by this journal. */
import type { SQLOutputValue } from 'node:sqlite'

export type SqlRow = Readonly<Record<string, SQLOutputValue>>

/** A stored value that nothing here could have written. The catcher knows which file it is in. */
export class DamagedValue extends Error {}

export function readText(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new DamagedValue(column)
}

export function readInteger(row: SqlRow | undefined, column: string): number {
  const value = row?.[column]
  if (typeof value === 'number') return value
  throw new DamagedValue(column)
}

export function readTextOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : readText(row, column)
}

export function readIntegerOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : readInteger(row, column)
}

/** One of a closed set of words. */
export function readWord<T extends string>(row: SqlRow, column: string, words: readonly T[]): T {
  const value = row[column]
  const word = words.find((candidate) => candidate === value)
  if (word === undefined) throw new DamagedValue(column)
  return word
}

export function readWordOrNull<T extends string>(row: SqlRow, column: string, words: readonly T[]): T | null {
  return row[column] === null ? null : readWord(row, column, words)
}

/** JSON whose shape `guard` knows. */
export function readJson<T>(row: SqlRow, column: string, guard: (value: unknown) => value is T): T {
  const text = readText(row, column)
  try {
    const value: unknown = JSON.parse(text)
    if (guard(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new DamagedValue(column)
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
