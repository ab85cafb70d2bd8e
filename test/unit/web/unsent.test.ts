import { expect, test } from 'vitest'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { arrived, unsentFrom } from '../../../web/console/unsent.ts'
import type { Unsent } from '../../../web/console/unsent.ts'
import { lee, mei } from './entry.ts'

const said = (seq: number, given: Partial<DeskMessage> = {}): DeskMessage => ({
  id: `m${seq}`, conversationId: 'c', seq, speaker: 'agent', kind: 'text', text: 'ok', agent: mei, choices: [], attachments: [], delivery: 'sent', createdAt: seq, ...given,
})
const unsent = (key: string, given: Partial<Unsent> = {}): Unsent => ({ key, mode: 'reply', text: 'ok', attachments: [], acknowledged: null, after: 3, state: { kind: 'under-way' }, ...given })
const file = { id: 'f', contentType: 'image/png', name: 'label.png', size: 9 }

test.each<[string, Unsent[], DeskMessage[], string[]]>([
  ['a line that stands there now', [unsent('a')], [said(4)], ['a']],
  ['also when its answer was lost', [unsent('a', { state: { kind: 'failed', why: 'unreachable' } })], [said(4)], ['a']],
  ['not the same words said before', [unsent('a')], [said(3)], []],
  ['nor a colleague’s, a shopper’s, or a note', [unsent('a')], [said(4, { agent: lee }), said(5, { speaker: 'shopper', agent: null }), said(6, { kind: 'note' })], []],
  ['a note by a note', [unsent('a', { mode: 'note' })], [said(4, { kind: 'note' })], ['a']],
  ['of the same words twice the first, while one of them stands there', [unsent('a'), unsent('b')], [said(4)], ['a']],
  ['both, when both do', [unsent('a'), unsent('b')], [said(4), said(5)], ['a', 'b']],
  ['a file without words', [unsent('a', { text: '', attachments: [file] }), unsent('b', { text: '' })], [said(4, { text: '', attachments: [file] })], ['a']],
])('arrived is %s', (_name, lines, messages, keys) => {
  expect(arrived(lines, messages, 'mei').map(({ key }) => key)).toEqual(keys)
})

test('after a reload nobody knows what became of that which was under way; what failed is as it was', () => {
  const failed = unsent('b', { state: { kind: 'failed', why: 'unreachable' } })
  expect(unsentFrom(JSON.parse(JSON.stringify([unsent('a'), failed])))).toEqual([unsent('a', { state: { kind: 'unsure' } }), failed])
  expect(unsentFrom([{ key: 'a' }])).toBeNull()
})
