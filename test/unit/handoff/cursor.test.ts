import { expect, test } from 'vitest'
import { readCursor, writeCursor } from '../../../handoff/feed/cursor.ts'
import { zeroId } from '../../../handoff/feed/feed-queries.ts'
import { newId } from '../../../core/ids.ts'

const now = 1_800_000_000_000
const cursor = { feed: { xid: '815', id: newId() }, messages: { xid: '814', conversationId: zeroId, seq: 3 }, at: now }

test('a cursor survives its trip to the console', () => {
  expect(readCursor(writeCursor(cursor), now + 1000)).toEqual(cursor)
})

test('a cursor of yesterday is refused: the feed has forgotten', () => {
  expect(readCursor(writeCursor(cursor), now + 25 * 3_600_000)).toBe(null)
})

test.each(['', 'x', '1~2~3', `${writeCursor(cursor)}~1`, writeCursor({ ...cursor, feed: { xid: `1' or 1=1`, id: zeroId } }), writeCursor({ ...cursor, feed: { xid: '1', id: 'zz' } })])(
  'what is no cursor is refused: %s', (text) => { expect(readCursor(text, now)).toBe(null) })
