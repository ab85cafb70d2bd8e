import { QueryClient } from '@tanstack/react-query'

/** What was read from the server, kept for one agent: nothing of it is for whoever signs in here next. */
export function openQueries(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: Infinity } } })
}
