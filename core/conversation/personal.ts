// The one place through which personal text enters and leaves the database. Encryption and erasure come here, without a rewrite.
// Columns named `personal` or `personal_…` hold what `seal` returned; nothing else in any table may hold what a shopper wrote.

/** What is stored of a personal value. */
export type Sealed = string

/** Prepares a personal value for a `personal` column. NUL and lone surrogates cannot be stored in PostgreSQL and are dropped. */
export function seal(value: unknown): Sealed {
  const text = JSON.stringify(value)
  // JSON writes NUL and lone surrogates as \u escapes. Text that has none, which is nearly all, needs no second look.
  return text.includes('\\u') ? JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner)) : text
}

/** Gives back what was sealed. `stored` is the column as the driver returned it. */
export function unseal<T>(stored: unknown): T {
  return (typeof stored === 'string' ? JSON.parse(stored) : stored) as T
}

/** Text that PostgreSQL takes: without NUL, lone surrogates replaced by U+FFFD. */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '').toWellFormed() : text.toWellFormed()
}
