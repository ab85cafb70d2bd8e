import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'

const here = import.meta.dirname

/** How the pages are built: two entries, hashed assets under /assets, nothing from elsewhere. */
export function viteConfig(outDir: string): InlineConfig {
  return {
    root: here,
    configFile: false,
    base: '/',
    logLevel: 'warn',
    publicDir: 'public',
    plugins: [react()],
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
