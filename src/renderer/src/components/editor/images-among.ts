/** The pictures among pasted or dropped files; none where they only illustrate a text, as cells of a table do. */
export function imagesAmong(data: DataTransfer | null): readonly File[] {
  if (data === null) return []
  const html = data.getData('text/html')
  const words = html === '' ? '' : new DOMParser().parseFromString(html, 'text/html').body.textContent
  if ((words ?? '').trim() !== '') return []
  return [...data.files].filter(({ type }) => type.startsWith('image/'))
}

/** A file's name as the description of its picture: without its ending, and without what HTML or Markdown would read. */
export function descriptionOf({ name }: Pick<File, 'name'>): string {
  return name.replace(/\.\w+$/, '').replace(/[<>"&[\]{}]/g, '')
}
