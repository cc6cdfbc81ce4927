/** The line between two messages in one stream, as Django's console and file backends write it. */
export const SEPARATOR = `\n${'-'.repeat(79)}\n`
