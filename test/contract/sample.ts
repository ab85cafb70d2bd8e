// Bodies for the desk's routes, made from their own schemas: a route that is added later is tried without a word about it here.
import { z } from 'zod'

type Json = { [key: string]: unknown }

/** What goes into a body where the schema alone does not tell. */
export interface Filling {
  /** By the property's name: ids of things that are there, addresses, passwords. */
  named: Record<string, unknown>
  /** For any other free text. */
  text: string
  /** For ids of nothing in particular. */
  id(): string
}

/** A body that fits the schema; `variant` chooses among alternatives. */
export function sampleOf(schema: z.ZodType, filling: Filling, variant = 0): unknown {
  return valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, '', { filling, variant })
}

/** How many bodies it takes to try every alternative. */
export function variantsOf(schema: z.ZodType): number {
  const count = (node: unknown): number => {
    if (typeof node !== 'object' || node === null) return 1
    const own = Array.isArray((node as Json)['oneOf']) ? ((node as Json)['oneOf'] as unknown[]).length : 1
    return Math.max(own, ...Object.values(node).map(count))
  }
  return count(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

function valueOf(node: Json, name: string, how: { filling: Filling; variant: number }): unknown {
  const choices = (node['oneOf'] ?? node['anyOf']) as Json[] | undefined
  if (choices) return valueOf(choices[how.variant % choices.length]!, name, how)
  if (node['const'] !== undefined) return node['const']
  if (Array.isArray(node['enum'])) return (node['enum'] as unknown[])[how.variant % (node['enum'] as unknown[]).length]
  const { named } = how.filling
  return name in named && fits(node, named[name]) ? named[name] : plainValueOf(node, name, how)
}

function plainValueOf(node: Json, name: string, how: { filling: Filling; variant: number }): unknown {
  const { text, id } = how.filling
  switch (node['type']) {
    case 'object': return Object.fromEntries(Object.entries((node['properties'] ?? {}) as Record<string, Json>).map(([key, inner]) => [key, valueOf(inner, key, how)]))
    case 'array': return Number(node['minItems'] ?? 0) > 0 || isText(node['items'] as Json) ? [valueOf(node['items'] as Json, name, how)] : []
    case 'integer': case 'number': return Math.max(1, Number(node['minimum'] ?? 1))
    case 'boolean': return true
    case 'null': return null
    default: return textOf(node, { text, id })
  }
}

function fits(node: Json, value: unknown): boolean {
  return node['type'] === undefined || node['type'] === typeof value || (node['type'] === 'integer' && Number.isInteger(value))
}

function isText(node: Json | undefined): boolean {
  return node?.['type'] === 'string' && node['format'] === undefined && node['pattern'] === undefined && node['enum'] === undefined
}

function textOf(node: Json, { text, id }: Pick<Filling, 'text' | 'id'>): string {
  if (node['format'] === 'uuid') return id()
  if (node['format'] === 'uri') return 'https://shop.example/'
  if (node['pattern'] !== undefined) return ['en', 'a-1', '09:00', '2027-01-01'].find((one) => new RegExp(String(node['pattern']), 'u').test(one)) ?? 'en'
  return text.slice(0, Number(node['maxLength'] ?? text.length))
}
