/** Reads what this browser keeps under `name`; null when there is nothing or when keeping is forbidden (private windows). */
export function kept(name: string, where: Storage = localStorage): string | null {
  try {
    return where.getItem(name)
  } catch {
    return null
  }
}

/** Keeps `value` under `name`, or forgets it (null). Without room or permission the page goes on without memory. */
export function keep(name: string, value: string | null, where: Storage = localStorage): void {
  try {
    if (value === null) where.removeItem(name)
    else where.setItem(name, value)
  } catch {
    // Nothing to do: what was to be remembered is a comfort, not a need.
  }
}
