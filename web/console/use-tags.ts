import { useQuery } from '@tanstack/react-query'
import type { Tag } from '../../handoff/contract.ts'
import { readTags } from './card/card-api.ts'
import { useLabel } from './use-label.ts'

/** The team's tags, and the name and colour of one; a tag that is gone shows its id. */
export function useTags() {
  const label = useLabel()
  const { data } = useQuery({ queryKey: ['tags'], queryFn: ({ signal }) => readTags(signal), staleTime: 60_000 })
  const tags: Tag[] = data?.tags ?? []
  const find = (id: string) => tags.find((tag) => tag.id === id)
  return {
    tags,
    nameOf: (id: string) => {
      const tag = find(id)
      return tag ? label(tag.label) : id
    },
    colourOf: (id: string): Tag['colour'] => find(id)?.colour ?? 'grey',
  }
}
