/** The port to a file that is read from anywhere: a zip archive has its table of contents at the end. */
export interface RandomAccess {
  /** In octets. */
  readonly size: number
  /** Fewer octets than asked for only where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens the same file each time it is called. */
export type RandomAccessSource = () => Promise<RandomAccess>
