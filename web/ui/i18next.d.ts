import 'i18next'
import type { consoleEn } from '../console/text/en.ts'
import type { shopEn } from '../shop/text/en.ts'
import type { uiEn } from './text/en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: { ui: typeof uiEn; shop: typeof shopEn; console: typeof consoleEn }
  }
}
