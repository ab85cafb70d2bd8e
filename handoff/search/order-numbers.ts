import type { Db } from '../../core/db/db.ts'

/** Keeps order numbers of a conversation, to be searched by. An order number is the shop's and says nothing of a person. */
export async function keepOrderNumbers(tx: Db, team: string, conversationId: string, numbers: readonly string[]): Promise<void> {
  const plain = [...new Set(numbers.map(orderNumberKey).filter((one) => one !== ''))]
  if (plain.length === 0) return
  await tx.query('insert into conversation_order (team, order_number, conversation_id) select $1, unnest($3::text[]), $2 on conflict do nothing', [team, conversationId, plain])
}

/** As it is looked up: small letters, without spaces and the number sign. */
export function orderNumberKey(number: string): string {
  return number.normalize('NFKC').toLowerCase().replaceAll(/[\s#№]/gu, '').slice(0, 60)
}
