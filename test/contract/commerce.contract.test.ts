import { fakeClock } from '../../core/clock.ts'
import { openDemoShop, seedDemoShop } from '../../commerce/index.ts'
import { eachDatabase } from '../databases.ts'
import { commerceSuite } from './commerce.ts'

eachDatabase((_name, open) => {
  commerceSuite('the demo shop keeps the promises of the port', async () => {
    const clock = fakeClock()
    const db = await open()
    await seedDemoShop(db, clock.now())
    return {
      shop: openDemoShop({ db, clock }),
      now: clock.now(),
      known: {
        returnable: { number: '1002', lineId: '1002-1' }, shipped: '1001', changeable: { number: '1004', lineId: '1004-1' },
        customerId: 'ana', tracking: '1Z999AA10123456784', productId: 'kettle',
      },
    }
  })
})
