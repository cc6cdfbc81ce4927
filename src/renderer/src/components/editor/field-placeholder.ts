/** A field as Liquid writes it; a name that is no identifier goes into brackets. */
export function fieldPlaceholder(field: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(field)) return `{{ ${field} }}`
  const quote = field.includes('"') ? "'" : '"'
  return `{{ row[${quote}${field}${quote}] }}`
}
