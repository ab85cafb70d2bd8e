import { Board } from '../../../handoff/contract.ts'
import { read } from '../../ui/request.ts'

/** The lead's board of the day that began at `since`. */
export const readBoard = (since: number, signal?: AbortSignal): Promise<Board> => read(`/api/desk/board?since=${since}`, Board, signal)
