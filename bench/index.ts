/** `npm run bench`: every benchmark of this folder, each against a peer in the same run. */
import { benchMime } from './mime.ts'

await benchMime()
