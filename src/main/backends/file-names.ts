/** `YYYYMMDD-HHMMSS` in UTC, from milliseconds since 1970. */
export function timeStamp(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}
