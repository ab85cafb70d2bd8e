// The door of the shop: the port, and the connectors that answer it.
export { inLanguage } from './commerce.ts'
export type * from './commerce.ts'
export { demoCatalogue } from './connectors/demo/demo-catalogue.ts'
export { openDemoShop } from './connectors/demo/demo-shop.ts'
export { putDemoOrder, seedDemoShop } from './connectors/demo/seed.ts'
export { CUSTOMERS as demoCustomers } from './connectors/demo/orders.ts'
export type { DemoOrder } from './connectors/demo/orders.ts'
