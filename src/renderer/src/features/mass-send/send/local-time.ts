/** The value of a `datetime-local` input for a time (milliseconds since 1970), in the zone of the computer. */
export function toLocalInput(time: number | null): string {
  if (time === null) return ''
  const date = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

export function fromLocalInput(text: string): number | null {
  const time = new Date(text).getTime()
  return text === '' || Number.isNaN(time) ? null : time
}
