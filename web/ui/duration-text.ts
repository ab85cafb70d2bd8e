/** A duration in words of the language, at most two units; null under ten seconds. */
export function durationText(ms: number, language: string): string | null {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 10) return null
  if (seconds < 60) return unit(seconds, 'second', language)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return unit(minutes, 'minute', language)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return unit(Math.floor(hours / 24), 'day', language)
  return minutes % 60 === 0 ? unit(hours, 'hour', language) : `${unit(hours, 'hour', language)} ${unit(minutes % 60, 'minute', language)}`
}

function unit(value: number, name: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
}
