// The inner loops of training, in WebAssembly with 128-bit vectors: four to six times what plain JavaScript does here.
// Multiply and add are kept apart (no fused operation), so that every machine gets the same bits for the same seed.
// Layout: a matrix is rows of `stride` bytes, a multiple of 64; a sparse vector is a list of row numbers (i32) and one of values (f32).

export interface Kernels {
  /** out = Σ value[k] · row(index[k]) over n rows. All arguments are byte addresses in the memory, but n. */
  gather(n: number, index: number, value: number, matrix: number, stride: number, out: number): void
  /** row(index[k]) += value[k] · vector, over n rows. */
  scatter(n: number, index: number, value: number, matrix: number, stride: number, vector: number): void
  /** out[k] = row(index[k]) · vector, over n rows; `out` takes the place of the values. */
  dots(n: number, index: number, out: number, matrix: number, stride: number, vector: number): void
  /**
   * One step of dual coordinate descent for `bytes` of classes that a line is none of (linear.ts): takes alpha and scores, writes alpha, bias and, in place of
   * the scores, by how much the line's weights change. Gives 0 where none does.
   */
  hinge(alpha: number, scores: number, bias: number, bytes: number, damping: number, inverse: number): number
}

export interface Arena {
  kernels: Kernels
  /** Zeroed places in the arena's memory; `at` is the byte address that kernels take. */
  floats(length: number): { at: number; view: Float32Array }
  ints(length: number): { at: number; view: Int32Array }
}

/** Memory of the given size with the kernels bound to it. Views stay valid: it never grows. */
export function openArena(bytes: number): Arena {
  const pages = Math.ceil((bytes + 65536) / 65536)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(assemble()), { m: { m: memory } })
  let next = 64
  const take = (length: number) => {
    const at = next
    next += Math.ceil((length * 4) / 64) * 64
    if (next > memory.buffer.byteLength) throw new Error('classifier: arena is too small')
    return at
  }
  return {
    kernels: instance.exports as unknown as Kernels,
    floats: (length) => { const at = take(length); return { at, view: new Float32Array(memory.buffer, at, length) } },
    ints: (length) => { const at = take(length); return { at, view: new Int32Array(memory.buffer, at, length) } },
  }
}

/** Columns rounded up to what the kernels take: sixteen floats are one step. */
export function paddedColumns(columns: number): number {
  return Math.ceil(columns / 16) * 16
}

// --- the module, written out by hand: parameters 0–5 are n, index, value, matrix, stride, other; locals 6–10 are row, at, end and, in gather, the place in the index and how far behind it the values lie; then vectors ---

const [N, INDEX, VALUE, MATRIX, STRIDE, OTHER, ROW, AT, END, PLACE, GAP, LANES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SUMS = [12, 13, 14, 15]
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const constant = (value: number) => [0x41, ...signed(value)]
const plus = [0x6a]
const minus = [0x6b]
const times = [0x6c]
const load = (offset: number) => [0xfd, 0x00, 4, offset]
const store = (offset: number) => [0xfd, 0x0b, 4, offset]
const addLanes = [0xfd, 0xe4, 0x01]
const minusLanes = [0xfd, 0xe5, 0x01]
const timesLanes = [0xfd, 0xe6, 0x01]
const largerLanes = [0xfd, 0xe9, 0x01]
const sizeOfLanes = [0xfd, 0xe0, 0x01]
const atLeast = [0xfd, 0x46]
const bothLanes = [0xfd, 0x4e]
const eitherLanes = [0xfd, 0x50]
const anyLane = [0xfd, 0x53]
const ones = (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer), ...splat]
const splat = [0xfd, 0x13]
const noLanes = [0xfd, 0x0c, ...Array<number>(16).fill(0)]
const step = (local: number, by: number) => [...get(local), ...constant(by), ...plus, ...set(local)]
/** Runs the body at least once and again while local < end. */
const loop = (body: number[], local: number, end: number) => [0x03, 0x40, ...body, ...get(local), ...get(end), 0x49, 0x0d, 0, 0x0b]
const leaveIfNone = [...get(N), 0x45, 0x04, 0x40, 0x0f, 0x0b]
const rowOfIndex = [...get(MATRIX), ...get(INDEX), 0x28, 2, 0, ...get(STRIDE), ...times, ...plus, ...set(ROW)]
const QUARTERS = [0, 16, 32, 48]

/** The sums of sixteen columns stay in registers while the rows go by, then of the next: to have them in memory took half as long again. */
function gatherBody(): number[] {
  const clear = SUMS.flatMap((sum) => [...noLanes, ...set(sum)])
  const add = SUMS.flatMap((sum, q) => [...get(sum), ...get(ROW), ...load(q * 16), ...get(LANES), ...timesLanes, ...addLanes, ...set(sum)])
  const rowOfPlace = [...get(MATRIX), ...get(AT), ...plus, ...get(PLACE), 0x28, 2, 0, ...get(STRIDE), ...times, ...plus, ...set(ROW)]
  const body = [...rowOfPlace, ...get(PLACE), ...get(GAP), ...plus, 0x2a, 2, 0, ...splat, ...set(LANES), ...add, ...step(PLACE, 4)]
  const rows = [...get(INDEX), ...set(PLACE), ...get(N), 0x04, 0x40, ...loop(body, PLACE, END), 0x0b]
  const keep = SUMS.flatMap((sum, q) => [...get(OTHER), ...get(AT), ...plus, ...get(sum), ...store(q * 16)])
  const end = [...get(INDEX), ...get(N), ...constant(4), ...times, ...plus, ...set(END)]
  const gap = [...get(VALUE), ...get(INDEX), ...minus, ...set(GAP)]
  return [...constant(0), ...set(AT), ...end, ...gap, ...loop([...clear, ...rows, ...keep, ...step(AT, 64)], AT, STRIDE)]
}

function scatterBody(): number[] {
  const add = [...QUARTERS.flatMap((q) => [...get(ROW), ...get(ROW), ...load(q), ...get(AT), ...load(q), ...get(LANES), ...timesLanes, ...addLanes, ...store(q)]), ...step(AT, 64), ...step(ROW, 64)]
  return [...leaveIfNone, ...overRows([...valueToLanes(), ...overColumns(OTHER, add)])]
}

function dotsBody(): number[] {
  const add = [...QUARTERS.flatMap((q) => [...get(LANES), ...get(ROW), ...load(q), ...get(AT), ...load(q), ...timesLanes, ...addLanes, ...set(LANES)]), ...step(AT, 64), ...step(ROW, 64)]
  const sum = [...get(VALUE), ...[0, 1, 2, 3].flatMap((lane) => [...get(LANES), 0xfd, 0x1f, lane]), 0x92, 0x92, 0x92, 0x38, 2, 0]
  return [...leaveIfNone, ...overRows([...noLanes, ...set(LANES), ...overColumns(OTHER, add), ...sum])]
}

/** Squared hinge: gradient = damping · alpha − 1 − (score + bias), alpha' = max(0, alpha − gradient · inverse); changes below a ten-thousandth are none. */
function hingeBody(): number[] {
  const [ALPHA, SCORES, BIAS, BYTES, DAMPING, INVERSE, FROM, CHANGE, ANY] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  const all = (local: number) => [...get(local), ...splat]
  const gradient = [...all(DAMPING), ...get(ALPHA), ...load(0), ...timesLanes, ...ones(1), ...minusLanes, ...get(SCORES), ...load(0), ...get(BIAS), ...load(0), ...addLanes, ...minusLanes]
  const next = [...get(ALPHA), ...load(0), ...gradient, ...all(INVERSE), ...timesLanes, ...minusLanes, ...noLanes, ...largerLanes]
  const change = [...next, ...get(ALPHA), ...load(0), ...minusLanes, ...set(CHANGE)]
  const large = [...get(CHANGE), ...get(CHANGE), ...sizeOfLanes, ...ones(1e-4), ...atLeast, ...bothLanes, ...set(CHANGE)]
  const write = [
    ...get(ALPHA), ...get(ALPHA), ...load(0), ...get(CHANGE), ...addLanes, ...store(0),
    ...get(BIAS), ...get(BIAS), ...load(0), ...get(CHANGE), ...minusLanes, ...store(0),
    ...get(SCORES), ...noLanes, ...get(CHANGE), ...minusLanes, ...store(0),
    ...get(ANY), ...get(CHANGE), ...eitherLanes, ...set(ANY),
  ]
  const end = [...get(ALPHA), ...get(BYTES), ...plus, ...set(FROM)]
  return [...end, ...noLanes, ...set(ANY), ...loop([...change, ...large, ...write, ...step(ALPHA, 16), ...step(SCORES, 16), ...step(BIAS, 16)], ALPHA, FROM), ...get(ANY), ...anyLane]
}

function valueToLanes(): number[] {
  return [...get(VALUE), 0x2a, 2, 0, ...splat, ...set(LANES)]
}

function overColumns(from: number, body: number[]): number[] {
  return [...get(from), ...set(AT), ...get(from), ...get(STRIDE), ...plus, ...set(END), ...loop(body, AT, END)]
}

/** One pass per row; n counts down to nothing, so the address of the end needs no local of its own. */
function overRows(body: number[]): number[] {
  const advance = [...step(INDEX, 4), ...step(VALUE, 4), ...step(N, -1)]
  return [0x03, 0x40, ...rowOfIndex, ...body, ...advance, ...get(N), 0x0d, 0, 0x0b]
}

function assemble(): Uint8Array<ArrayBuffer> {
  const [i32, f32, lanes] = [0x7f, 0x7d, 0x7b]
  const overRowsType = [0x60, 6, i32, i32, i32, i32, i32, i32, 0]
  const hingeType = [0x60, 6, i32, i32, i32, i32, f32, f32, 1, i32]
  const bodies = [
    ...[gatherBody(), scatterBody(), dotsBody()].map((code) => sized([2, 5, i32, 5, lanes, ...code, 0x0b])),
    sized([2, 1, i32, 2, lanes, ...hingeBody(), 0x0b]),
  ]
  const names = ['gather', 'scatter', 'dots', 'hinge'].map((name, at) => [...text(name), 0, at])
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [2, ...overRowsType, ...hingeType]),
    ...section(2, [1, ...text('m'), ...text('m'), 2, 1, 0, ...unsigned(65536)]),
    ...section(3, [4, 0, 0, 0, 1]),
    ...section(7, [4, ...names.flat()]),
    ...section(10, [4, ...bodies.flat()]),
  ])
}

const text = (name: string) => [name.length, ...new TextEncoder().encode(name)]
const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes]
const section = (id: number, bytes: number[]) => [id, ...sized(bytes)]

function unsigned(value: number): number[] {
  const bytes: number[] = []
  do {
    const low = value & 0x7f
    value >>>= 7
    bytes.push(value ? low | 0x80 : low)
  } while (value)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (;;) {
    const low = value & 0x7f
    value >>= 7
    const isLast = (value === 0 && !(low & 0x40)) || (value === -1 && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}
