import { useMutation } from '@tanstack/react-query'
import { invoke } from '../../api.ts'
import { openIn, type Receiver } from '../../navigation.ts'
import { queryClient } from '../../query-client.ts'

export function useTemplateActions() {
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['templates'] })
  const opening = useMutation({
    mutationFn: async ({ id }: { readonly id: string; readonly receiver: Receiver }) =>
      (await invoke('templates.get', id)).content,
    onSuccess: (content, { receiver }) => openIn(receiver, content),
  })
  const renaming = useMutation({
    mutationFn: async ({ id, name }: { readonly id: string; readonly name: string }) =>
      invoke('templates.save', id, name, (await invoke('templates.get', id)).content),
    onSuccess: refresh,
  })
  const duplicating = useMutation({
    mutationFn: async ({ id, name }: { readonly id: string; readonly name: string }) =>
      invoke('templates.save', null, name, (await invoke('templates.get', id)).content),
    onSuccess: refresh,
  })
  const removing = useMutation({
    mutationFn: (id: string) => invoke('templates.remove', id),
    onSuccess: refresh,
  })
  return { opening, renaming, duplicating, removing }
}
