import { SearchAnswer } from '../../../handoff/contract.ts'
import { read } from '../../ui/request.ts'
import { paramsOf } from './search-form.ts'
import type { SearchForm } from './search-form.ts'

/** A page of what was found, newest first; `cursor` of the answer before goes on. */
export const readSearch = (form: SearchForm, cursor: string | null, signal?: AbortSignal): Promise<SearchAnswer> => read(`/api/desk/search?${paramsOf(form, cursor)}`, SearchAnswer, signal)
