/** Numbers for people. */

/** The middle value: on a shared machine the mean follows whoever disturbs it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 3 ? 2 : 1)}×`
}

export function megabytes(octets: number): string {
  return `${whole(octets / 1e6)} MB`
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

export function kilobytes(octets: number): string {
  return `${whole(octets / 1e3)} KB`
}

/** The value that `percent` of all values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
}
