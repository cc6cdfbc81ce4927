/** A file of the file store on its way to the browser's own downloads. */
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { FileInfo } from '../../shared/draft-types.ts'

/** Never shown inside the app's origin, whatever it claims to be. */
export async function download(response: ServerResponse, file: FileInfo, path: string): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': file.size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  await pipeline(createReadStream(path), response)
}
