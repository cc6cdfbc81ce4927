/** `sandbox.…`: the catching server for other programs of this computer. */
import { z } from 'zod'
import type { SandboxPort } from '../outbox/sandbox-port.ts'
import type { FeatureMethods } from './router.ts'

export function sandboxHandlers(sandbox: SandboxPort): FeatureMethods<'sandbox'> {
  return {
    'sandbox.status': { args: z.tuple([]), run: () => sandbox.status() },
    'sandbox.listen': {
      args: z.tuple([z.int().min(0).max(65_535).nullable()]),
      run: (port) => sandbox.listen(port),
    },
  }
}
