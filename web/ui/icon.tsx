const paths = {
  chat: 'M4 5h16v11H9l-5 4z',
  close: 'M6 6l12 12M18 6L6 18',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.8-4 4-6 8-6s7.2 2 8 6',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  back: 'M15 5l-7 7 7 7',
  down: 'M6 9l6 6 6-6',
  check: 'M5 13l4 4L19 7',
  swap: 'M4 8h14l-3-3M20 16H6l3 3',
  bot: 'M5 9h14v10H5zM12 9V5M9 13v1.5M15 13v1.5M3 13v3M21 13v3M12 4.5h.01',
  card: 'M4 4h16v16H4zM8 9h8M8 13h8M8 17h4',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-2.5 4 3.5M15 9h.01',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  refresh: 'M20 6v5h-5M4 18v-5h5M6 9a7 7 0 0 1 12-2l2 4M18 15a7 7 0 0 1-12 2l-2-4',
  send: 'M4 12l16-8-6 16-3-6z',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4',
  muted: 'M6 17V11a6 6 0 0 1 9-5.2M18 11v6M4.5 19h12M10 21h4M4 4l16 16',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  filter: 'M4 6h16M7 12h10M10 18h4',
} as const

export type IconName = keyof typeof paths

/** A line drawing for buttons; always beside a text or a label, so it is hidden from screen readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.8} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
