import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { invoke } from '../../api.ts'

/** What the typed letters may mean, from the address book; nothing while nothing is typed. */
export function useSuggestions(typed: string): readonly string[] {
  const [settled] = useDebouncedValue(typed.trim(), 120)
  const { data } = useQuery({
    queryKey: ['contacts', 'suggest', settled],
    queryFn: () => invoke('contacts.suggest', settled),
    enabled: settled !== '',
    staleTime: 10_000,
    retry: false,
  })
  return settled === '' || typed.trim() === '' ? [] : (data ?? [])
}
