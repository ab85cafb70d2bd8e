import { expect, test } from 'vitest'
import { namedIn } from '../../../handoff/mentions/mentions.ts'

const people = [{ id: 'ln', name: 'Li Na' }, { id: 'wang', name: '王芳' }, { id: 'li', name: 'Li' }, { id: 'bo', name: 'Bo' }, { id: 'bo2', name: 'bo' }]
  .toSorted((a, b) => b.name.length - a.name.length)

test.each([
  ['@Li Na please look', ['ln']], ['@Li please look', ['li']], ['thanks @li, and @王芳请看一下', ['li', 'wang']], ['@Bo', ['bo', 'bo2']],
  ['mail to a@bobby.example', []], ['@nobody', []], ['', []], ['@ Li', []], ['@@Li', ['li']],
])('%s', (text, ids) => { expect(namedIn(text, people).toSorted()).toEqual(ids.toSorted()) })
