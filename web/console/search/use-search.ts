import { useInfiniteQuery } from '@tanstack/react-query'
import { readSearch } from './search-api.ts'
import { isEmptyForm } from './search-form.ts'
import type { SearchForm } from './search-form.ts'

/** What is found for a form, page by page; nothing is asked for an empty one. */
export function useSearch(asked: SearchForm) {
  return useInfiniteQuery({
    queryKey: ['search', asked],
    enabled: !isEmptyForm(asked),
    queryFn: ({ pageParam, signal }) => readSearch(asked, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    staleTime: 0,
  })
}
