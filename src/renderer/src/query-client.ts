import { MutationCache, QueryClient } from '@tanstack/react-query'
import { showError } from './components/notices.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `showsError`: the place that asked shows the error itself, no notice is needed. */
    mutationMeta: { readonly showsError?: boolean }
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // Main is on this computer: what it refuses, it refuses again.
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.showsError !== true) showError(error)
    },
  }),
})
