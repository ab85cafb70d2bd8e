// Browsers by the mark in their name for themselves, the more particular first: Edge and Opera also say Chrome, and Chrome also says Safari.
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\b(Firefox|FxiOS)\//, 'Firefox'], [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'], [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\b(Macintosh|Mac OS X)\b/, 'macOS'], [/\bCrOS\b/, 'ChromeOS'], [/\bLinux\b/, 'Linux'],
]

/** A browser in two words of ours ("Firefox, Linux"), or '' when it says nothing that we know: what it calls itself is not kept. */
export function deviceOf(userAgent: string | undefined): string {
  const known = (marks: [RegExp, string][]) => marks.find(([mark]) => mark.test(userAgent ?? ''))?.[1]
  return [known(browsers), known(systems)].filter((word) => word !== undefined).join(', ')
}
