import { useRef, useState } from 'react'
import type { FileInfo } from '../../../../shared/draft-types.ts'
import { uploadFile } from '../../api.ts'

export interface Upload {
  readonly isRunning: boolean
  /** Octets. */
  readonly done: number
  readonly total: number
  readonly error: unknown
  /** The files that arrived, in order; none when it failed or was cancelled. */
  readonly start: (files: readonly File[]) => Promise<readonly FileInfo[]>
  readonly cancel: () => void
}

const IDLE = { isRunning: false, done: 0, total: 0, error: null }

/** Hands files to main one after the other. */
export function useUpload(): Upload {
  const [state, setState] = useState<Omit<Upload, 'start' | 'cancel'>>(IDLE)
  const controller = useRef<AbortController>(null)

  const start = async (files: readonly File[]): Promise<readonly FileInfo[]> => {
    const own = new AbortController()
    controller.current = own
    const total = files.reduce((sum, file) => sum + file.size, 0)
    const arrived: FileInfo[] = []
    let before = 0
    setState({ ...IDLE, isRunning: true, total })
    try {
      for (const file of files) {
        const offset = before
        const tell = (done: number) => setState({ ...IDLE, isRunning: true, done: offset + done, total })
        arrived.push(await uploadFile(file, tell, own.signal))
        before += file.size
      }
      setState(IDLE)
      return arrived
    } catch (error) {
      setState({ ...IDLE, error: own.signal.aborted ? null : error })
      return []
    }
  }
  return { ...state, start, cancel: () => controller.current?.abort() }
}
