import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'

const here = import.meta.dirname
// The package exports its modules only; the minimal script that carries everything it needs lies beside them.
const webChat = dirname(fileURLToPath(import.meta.resolve('botframework-webchat')))

/** How the pages are built: two entries, hashed assets under /assets, nothing from elsewhere. */
export function viteConfig(outDir: string): InlineConfig {
  return {
    root: here,
    configFile: false,
    base: '/',
    logLevel: 'warn',
    publicDir: 'public',
    plugins: [react()],
    resolve: { alias: { 'web-chat-bundle': join(webChat, 'webchat-minimal.js') } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2500,
      rolldownOptions: { input: { shop: join(here, 'shop/index.html'), console: join(here, 'console/index.html') } },
    },
  }
}
