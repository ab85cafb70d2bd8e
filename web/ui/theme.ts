import { createTheme } from '@mantine/core'
import type { MantineColorsTuple } from '@mantine/core'

// Petrol: white on shade 6 and darker passes 4.5:1, shades 3 and lighter pass on the dark surfaces.
const petrol: MantineColorsTuple = [
  '#e9f5f6', '#d3eaed', '#a7d6dc', '#7cc3cc', '#4fabb7', '#2f929f', '#1f7d89', '#17707b', '#0f616b', '#0a4d56',
]

/** The look of every page: calm, dense, no font from elsewhere, and contrasts that pass WCAG AA. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 8,
  colors: { petrol },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
})
