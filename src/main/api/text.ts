/** What a script may give where the core wants text, and how it is read. */

/** Text, or anything that becomes text when the message is built (a translation, a template). */
export type Text = string | { toString(): string }

/** A list of addresses as people write them; empty places are dropped. */
export type AddressList = readonly (Text | null | undefined)[] | ReadonlySet<Text | null | undefined>

/** Throws a TypeError for what has no text of its own, such as a promise somebody forgot to await. */
export function readText(field: string, value: Text | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object' && value.toString === Object.prototype.toString) {
    throw new TypeError(`"${field}" must be text, not ${Object.prototype.toString.call(value)}`)
  }
  return String(value)
}

/** Throws a TypeError unless `value` is a list; a string is iterable, but never a list of addresses. */
export function copyList<T>(field: string, value: Iterable<T> | null | undefined): T[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object' || !(Symbol.iterator in value)) {
    throw new TypeError(`"${field}" argument must be a list or tuple`)
  }
  return [...value]
}

export function readAddresses(field: string, value: AddressList): string[] {
  return copyList<Text | null | undefined>(field, value)
    .map((address) => readText(field, address))
    .filter((address) => address.trim() !== '')
}
