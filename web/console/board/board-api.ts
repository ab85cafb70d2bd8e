import { Board, SlaBreaches } from '../../../handoff/contract.ts'
import { read } from '../../ui/request.ts'

/** The lead's board of the day that began at `since`. */
export const readBoard = (since: number, signal?: AbortSignal): Promise<Board> => read(`/api/desk/board?since=${since}`, Board, signal)

/** A page of the answers that came too late since `from`, newest first. */
export const readBreaches = ({ queueId, from, cursor }: { queueId: string; from: number; cursor: string | null }, signal?: AbortSignal): Promise<SlaBreaches> =>
  read(`/api/desk/sla-breaches?${new URLSearchParams({ queueId, from: String(from), ...(cursor ? { cursor } : {}) })}`, SlaBreaches, signal)
