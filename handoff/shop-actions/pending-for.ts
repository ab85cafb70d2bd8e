import type { z } from 'zod'
import type { PendingWrite } from '../../core/conversation/index.ts'
import type { ShopAction, ShopActionAsked } from '../contract.ts'
import type { ReturnDraft } from './actions-for.ts'

export type Asked = z.output<typeof ShopActionAsked>

/** The write to the shop that an action means, with what the shopper is told of its end. `reason`: why the goods come back, in the shop's terms. */
export function pendingFor(action: ShopAction, asked: Asked, { draft, reason }: { draft: ReturnDraft | null; reason: string }): PendingWrite {
  const data = { number: action.orderNumber, asked: action.kind }
  const { orderId } = action
  switch (action.kind) {
    case 'cancel-order':
      return { write: { kind: 'cancel-order', orderId, reason: asked.reason }, done: 'order.cancelled', refused: 'order.cancel-refused', unclear: 'write.unclear', data }
    case 'change-address':
      return { write: { kind: 'change-address', orderId, address: asked.address }, done: 'shipping.address-changed', refused: 'shipping.address-refused', unclear: 'write.unclear', data }
    case 'approve-return': {
      const { quantity, resolution, exchangeFor, photos } = draft!
      return returned(action, { quantity, resolution, exchangeFor, photos, reason: draft!.reason, note: asked.reason })
    }
    case 'refund': case 'exchange':
      return returned(action, { quantity: asked.quantity, resolution: action.kind, exchangeFor: asked.exchangeFor || null, photos: [], reason, note: asked.reason })
  }
}

function returned(action: ShopAction, one: Pick<ReturnDraft, 'quantity' | 'resolution' | 'exchangeFor' | 'photos' | 'reason'> & { note: string }): PendingWrite {
  const { quantity, reason, resolution, exchangeFor, photos, note } = one
  return {
    write: {
      kind: 'create-return', orderId: action.orderId, lineId: action.lineId!, quantity, reason, resolution,
      ...(exchangeFor ? { exchangeFor } : {}), ...(note ? { note } : {}), ...(photos.length > 0 ? { photos } : {}),
    },
    done: 'returns.created', refused: 'returns.refused', unclear: 'write.unclear',
    data: { number: action.orderNumber, asked: action.kind, isRefund: resolution === 'refund', isExchange: resolution === 'exchange', isRepair: resolution === 'repair' },
  }
}
