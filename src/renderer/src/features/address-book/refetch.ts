import { queryClient } from '../../query-client.ts'

/** Both lists are also asked through suggestions and counts, whose keys begin alike. */
export function refetchList(kind: 'contacts' | 'suppression'): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [kind] })
}
