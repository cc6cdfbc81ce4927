/** Files to try the app with, as if the user had chosen them. */
import type { FileInfo } from '../../shared/draft-types.ts'
import type { FileStore } from '../ipc/app-context.ts'
import { readRegularFile } from '../platform/disk-files.ts'
import { packageFile } from '../platform/package-file.ts'

const SAMPLES = {
  customers: { path: 'resources/demo/customers.csv', name: 'customers.csv', mimetype: 'text/csv' },
  sample: { path: 'resources/sample.csv', name: 'sample.csv', mimetype: 'text/csv' },
  logo: { path: 'resources/attachments/logo.png', name: 'logo.png', mimetype: 'image/png' },
  guide: { path: 'resources/attachments/guide.pdf', name: 'guide.pdf', mimetype: 'application/pdf' },
} as const

export type SampleName = keyof typeof SAMPLES

export async function addSample(files: FileStore, sample: SampleName): Promise<FileInfo> {
  const { path, name, mimetype } = SAMPLES[sample]
  return files.add(name, mimetype, await readRegularFile(packageFile(path)))
}
