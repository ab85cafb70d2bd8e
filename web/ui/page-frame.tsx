import './mantine-styles.ts'
import './tokens.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Broken } from './broken.tsx'
import { cssVariables, theme } from './theme.ts'

/** Shows a page: theme, both colour schemes, and a readable end should something break. */
export function showPage(page: ReactNode): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no element #root')
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Broken>{page}</Broken>
      </MantineProvider>
    </StrictMode>,
  )
}
