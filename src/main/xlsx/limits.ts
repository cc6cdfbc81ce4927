/** What a workbook may ask of this machine. Each limit is far above what Excel writes and stops a file made to harm. */

/** Rows and columns a sheet of Excel has. */
export const MOST_ROWS = 1_048_576
export const MOST_COLUMNS = 16_384

/** Characters a cell of Excel holds. */
export const LONGEST_CELL = 32_767

/** Rows times columns in use: of a single stray cell far out each row would have thousands of blanks. */
export const MOST_CELLS = 100_000_000

/** Octets after unpacking: sheets are read as they come, all else is kept in memory. */
export const LARGEST_SHEET = 2 * 1024 ** 3
export const LARGEST_STRINGS = 256 * 1024 ** 2
export const LARGEST_PART = 32 * 1024 ** 2

export const MOST_STRINGS = 10_000_000
export const MOST_PARTS = 65_536

/** Elements inside each other; a workbook has about ten. */
export const DEEPEST = 200

/** Characters of XML without a tag: the text of one cell with room for entities, and no endless one. */
export const LONGEST_STRETCH = 4 * 1024 ** 2
