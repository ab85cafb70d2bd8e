// Text without meaning in the letters of the corpus: what a cat writes when it walks over the keyboard.
import { openRandom, type Random } from './random.ts'

const LETTERS = 'qwertyuiopasdfghjklzxcvbnm'

/** So many lines of gibberish; the same corpus and seed give the same lines. */
export function gibberish({ texts, language }: { texts: string[]; language: string }, count: number, seed: number): string[] {
  const random = openRandom(seed ^ 0x51ed270b)
  return Array.from({ length: count }, (_, at) => {
    const model = texts[Math.floor(random() * texts.length)] ?? ''
    if (language.startsWith('zh') && at % 2 === 0) return strangeCharacters(model, random)
    return model.length > 0 && !/\p{Script=Han}/u.test(model) ? scrambled(model, random) : mashed(random)
  })
}

/** Every word's letters replaced, its length kept. */
function scrambled(model: string, random: Random): string {
  return model.split(' ').slice(0, 5).map((word) => [...word].map(() => letter(random)).join('')).join(' ')
}

function mashed(random: Random): string {
  return Array.from({ length: 3 + Math.floor(random() * 9) }, () => letter(random)).join('')
}

function letter(random: Random): string {
  return LETTERS[Math.floor(random() * LETTERS.length)]!
}

/** Rare characters, as an input method gives them for nonsense. */
function strangeCharacters(model: string, random: Random): string {
  return Array.from({ length: Math.max(2, Math.min(8, model.length)) }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 0x5000))).join('')
}
