import { createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

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
  components: {
    // A dialog's head is no banner of the page, though it is a <header>.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } }, styles: { title: { fontWeight: 650 } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } }, styles: { title: { fontWeight: 650 } } } },
    // Inside their landmark, and without the empty element that keeps the focus: neither is allowed by ARIA.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, styles: { label: { color: 'var(--ink-dim)' } } } },
  },
})

/** Mantine's own text and ground colours, taken from tokens.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--panel)', '--mantine-color-text': 'var(--ink)', '--mantine-color-dimmed': 'var(--ink-dim)',
    '--mantine-color-placeholder': 'var(--ink-faint)', '--mantine-color-error': 'var(--furious)',
  }
  return { variables: {}, light: shared, dark: shared }
}
