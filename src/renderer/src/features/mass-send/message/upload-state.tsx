import { useTranslation } from 'react-i18next'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import type { useUpload } from '../use-upload.ts'

/** How far files are on their way in, or why they did not arrive. */
export function UploadState({ upload }: { readonly upload: ReturnType<typeof useUpload> }) {
  const { t } = useTranslation('mass')
  return (
    <>
      {upload.isRunning && (
        <JobProgress
          label={t('uploading')}
          done={upload.done}
          total={upload.total}
          onCancel={upload.cancel}
        />
      )}
      <Failure error={upload.error} title={t('error.upload')} />
    </>
  )
}
