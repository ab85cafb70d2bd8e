// The trained machine: opinions on a text from a wide linear model and from small networks over all grams or a part of them. They err differently; their sum errs less.
import { contrastOf, meanOf, stretched } from './contrast.ts'
import { datasetBytes, placeDataset } from './dataset.ts'
import { NOTIONS } from './grams.ts'
import { openArena } from './kernels.ts'
import { linearBytes, trainLinear, type LinearSettings, type LinearWeights } from './linear.ts'
import { BACKGROUND_LESSONS, perceptronBytes, trainPerceptron, type PerceptronSettings } from './perceptron.ts'
import { addRows, quantise, type Quantised } from './quantised.ts'
import { openRandom, type Random } from './random.ts'
import type { Row } from './vocabulary.ts'

export interface Machine {
  classes: number
  /** One row a feature. */
  linear: Quantised
  linearBias: Float32Array
  networks: Network[]
}

export interface Network {
  /** The features it reads: from … until, the latter not included. */
  from: number
  until: number
  /** One row a feature it reads. */
  first: Quantised
  hiddenBias: Float32Array
  /** One row a hidden unit. */
  second: Quantised
  bias: Float32Array
}

export interface MachineSettings {
  /** With `isContrasted`, a second linear model on grams weighed by how well they tell the classes apart joins the first. */
  linear: LinearSettings & { isContrasted: boolean }
  perceptron: Omit<PerceptronSettings, 'epochs' | 'hidden' | 'isMeaning' | 'background'>
  networks: { reads: 'all' | 'words' | 'letters'; hidden: number }[]
  /** Lines shown to a network in all; few lines are shown more often, within these bounds of passes. */
  lessons: number
  passes: [least: number, most: number]
  fineness: number
}

export interface MachineTask {
  lines: Row[]
  /** Class of each line. */
  target: Int32Array
  features: number
  /** Of each feature, which view it belongs to. */
  view: Uint8Array
  /** The first feature that is made of letters; before it are words and notions. */
  firstLetter: number
  classes: number
  /** The class of background lines; -1 where there is none. */
  background: number
}

/** What they say, by class: the linear model, and the networks together. */
export interface Opinions { linear: Float32Array; network: Float32Array }

interface Work { random: Random; tick(share: number): void }

export function trainMachine(task: MachineTask, settings: MachineSettings, work: { seed: number; tick(share: number): void }): Machine {
  const { features, firstLetter, classes } = task
  const random = openRandom(work.seed)
  const wide = trainWide(task, settings, { random, tick: (share) => work.tick(share * 0.2) })
  const ranges = { all: [0, features], words: [0, firstLetter], letters: [firstLetter, features] } as const
  const wanted = settings.networks.map(({ reads, hidden }) => ({ hidden, from: ranges[reads][0], until: ranges[reads][1] })).filter(({ from, until }) => until > from)
  const networks = wanted.map((range, at) => trainNetwork(task, { ...settings, ...range }, { random, tick: (share) => work.tick(0.2 + ((at + share) / wanted.length) * 0.8) }))
  return {
    classes,
    linear: quantise(wide.weights, { rows: features, columns: classes, stride: wide.columns }, settings.fineness),
    linearBias: wide.weights.slice(features * wide.columns, features * wide.columns + classes),
    networks,
  }
}

function trainWide(task: MachineTask, { linear }: MachineSettings, work: Work): LinearWeights {
  const shape = { size: task.lines.length, features: task.features, classes: task.classes }
  const train = (lines: Row[]) => {
    const arena = openArena(datasetBytes(lines) + linearBytes(shape) + 4096)
    return trainLinear(arena, placeDataset(arena, lines, task.target, shape), linear, work)
  }
  const plain = train(task.lines)
  if (!linear.isContrasted) return plain
  const contrast = contrastOf(task)
  return meanOf(plain, train(task.lines.map((line) => stretched(line, contrast))), contrast)
}

function trainNetwork(task: MachineTask, settings: MachineSettings & { hidden: number; from: number; until: number }, work: Work): Network {
  const { hidden, from, until, fineness } = settings
  const lines = task.lines.map((line) => partOf(line, settings))
  const shape = { size: lines.length, features: until - from, classes: task.classes }
  const isMeaning = task.view.subarray(from, until).map((view) => (view >= NOTIONS ? 1 : 0))
  const perceptron = { ...settings.perceptron, isMeaning, hidden, background: task.background, epochs: passesOf(task, settings) }
  const longest = lines.reduce((top, line) => Math.max(top, line.ids.length), 1)
  const arena = openArena(datasetBytes(lines) + perceptronBytes(shape, longest, perceptron) + 4096)
  const deep = trainPerceptron(arena, placeDataset(arena, lines, task.target, shape), perceptron, work)
  return {
    from, until,
    first: quantise(deep.first, { rows: shape.features, columns: hidden, stride: hidden }, fineness),
    hiddenBias: deep.hiddenBias,
    second: quantise(deep.second, { rows: hidden, columns: task.classes, stride: deep.secondColumns }, 16),
    bias: deep.bias.slice(0, task.classes),
  }
}

/** How often taught lines are gone through; the background has its lessons whatever it is. */
function passesOf({ target, background }: MachineTask, { lessons, passes: [least, most] }: MachineSettings): number {
  const taught = target.reduce((count, one) => (one === background ? count : count + 1), 0)
  const left = taught < target.length ? lessons - BACKGROUND_LESSONS : lessons
  return Math.max(least, Math.min(most, Math.round(left / taught)))
}

/** The features of a line that lie in a range, numbered from its start, of length one; in memory of its own, or in `kept`, which has room for all. */
function partOf({ ids, values }: Row, { from, until }: Pick<Network, 'from' | 'until'>, kept = rowOf(ids.length)): Row {
  let count = 0
  let square = 0
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!
    if (id < from || id >= until) continue
    kept.ids[count] = id - from
    kept.values[count++] = values[k]!
    square += values[k]! * values[k]!
  }
  const scale = 1 / Math.sqrt(square || 1)
  for (let k = 0; k < count; k++) kept.values[k]! *= scale
  return { ids: kept.ids.subarray(0, count), values: kept.values.subarray(0, count) }
}

/** Every opinion on a line. */
export function judgeLine(machine: Machine, line: Row): Opinions {
  const linear = machine.linearBias.slice()
  addRows(machine.linear, line.ids, line.values, linear)
  const network = new Float32Array(machine.classes)
  for (const net of machine.networks) addNetwork(net, line, network)
  return { linear, network }
}

function addNetwork(net: Network, line: Row, scores: Float32Array) {
  const { ids, values } = partOf(line, net, lineRoom(line.ids.length))
  const hidden = hiddenRoom(net.hiddenBias.length).values.subarray(0, net.hiddenBias.length)
  hidden.set(net.hiddenBias)
  addRows(net.first, ids, values, hidden)
  for (let c = 0; c < scores.length; c++) scores[c]! += net.bias[c]!
  const awake = awakeOf(hidden)
  addRows(net.second, awake.ids, awake.values, scores)
}

/** The hidden units that have something to say: about half of them. */
function awakeOf(hidden: Float32Array): Row {
  const { ids, values } = awakeRoom(hidden.length)
  let count = 0
  for (let h = 0; h < hidden.length; h++) {
    if (hidden[h]! <= 0) continue
    ids[count] = h
    values[count++] = hidden[h]!
  }
  return { ids: ids.subarray(0, count), values: values.subarray(0, count) }
}

function rowOf(size: number): Row {
  return { ids: new Int32Array(size), values: new Float32Array(size) }
}

// What lives for one reading is written where the last one's was: a typed array is had from the system and given back to it each time.
const [lineRoom, hiddenRoom, awakeRoom] = [openRoom(), openRoom(), openRoom()]

/** A row of at least the size asked for: the same one each time, grown when it must. */
function openRoom(): (size: number) => Row {
  let row = rowOf(512)
  return (size) => {
    if (row.ids.length < size) row = rowOf(size * 2)
    return row
  }
}
