/** Baton's mark. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0f616b" />
      <path d="M8 20.5 20.5 8" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
      <circle cx="23" cy="23" r="3.2" fill="#7cc3cc" />
    </svg>
  )
}
