/** A shape of a drawing: an SVG path and how it is filled: the article's body, its darker parts, its light parts, or a line. */
type Shape = [tone: 'body' | 'dark' | 'light' | 'line', path: string]

// Drawn on 100 × 100.
const drawings: Record<string, Shape[]> = {
  shirt: [['body', 'M36 20 22 28 12 46l12 7 5-7v36h42V46l5 7 12-7-10-18-14-8c-4 6-24 6-28 0z'], ['light', 'M36 20c4 7 24 7 28 0l-4-2c-4 4-16 4-20 0z'], ['line', 'M50 28v54M50 38h.1M50 50h.1M50 62h.1']],
  jacket: [['body', 'M36 22 22 30 12 64l11 4 6-18v34h42V50l6 18 11-4-10-34-14-8z'], ['dark', 'M36 22c-1-12 29-12 28 0-4 8-24 8-28 0z'], ['line', 'M50 30v54M34 64h9M57 64h9']],
  jumper: [['body', 'M37 22 22 28 12 66l11 3 6-22v36h42V47l6 22 11-3-10-38-15-6z'], ['dark', 'M37 22c4 8 22 8 26 0l-3-2c-4 5-16 5-20 0zM29 77h42v6H29z'], ['line', 'M34 54l8 8 8-8 8 8 8-8']],
  dress: [['body', 'M40 18v12l-4 14 4 10-14 30h48L60 54l4-10-4-14V18l-5 10h-10z'], ['dark', 'M39 51h22l1 5H38z'], ['line', 'M40 62l-5 22M50 62v22M60 62l5 22']],
  shoe: [['body', 'M14 44c8 4 16 2 20-6 8 12 20 16 38 20 10 2 14 6 14 12H14z'], ['light', 'M12 70h76c1 7-3 9-8 9H18c-4 0-6-3-6-9z'], ['line', 'M40 48l5-5M47 53l5-5M55 57l5-5']],
  boot: [['body', 'M34 16h26v36c4 6 26 8 26 20H34z'], ['dark', 'M32 72h56v9H62l-3-3-3 3H32z'], ['line', 'M34 26h26M50 40h10M50 48h10']],
  slipper: [['body', 'M12 66c0-16 14-26 32-26 8 0 10 6 20 12 12 6 24 6 24 16z'], ['light', 'M12 66h76c0 6-4 9-10 9H22c-7 0-10-4-10-9z'], ['dark', 'M52 46c4 4 8 6 12 6 10 5 24 6 24 16H58c-8-6-10-14-6-22z']],
  handbag: [['line', 'M32 44c0-32 36-32 36 0'], ['body', 'M20 42h60l6 40H14z'], ['dark', 'M20 42h60l2 12c-20 8-44 8-64 0z'], ['light', 'M46 55h8v8h-8z']],
  backpack: [['line', 'M40 20c0-10 20-10 20 0'], ['body', 'M26 36c0-24 48-24 48 0v46H26z'], ['dark', 'M32 56h36v20H32z'], ['light', 'M32 56h36v6H32z'], ['line', 'M38 40h24']],
  suitcase: [['line', 'M40 30V12h20v18'], ['body', 'M26 30h48a5 5 0 0 1 5 5v42a5 5 0 0 1-5 5H26a5 5 0 0 1-5-5V35a5 5 0 0 1 5-5z'], ['dark', 'M29 82h10v6H29zM61 82h10v6H61z'], ['line', 'M36 38v36M50 38v36M64 38v36']],
  headphones: [['line', 'M22 58c0-50 56-50 56 0'], ['body', 'M18 54h10c4 0 6 2 6 6v16c0 4-2 6-6 6H18zM82 54H72c-4 0-6 2-6 6v16c0 4 2 6 6 6h10z'], ['dark', 'M12 58h6v20h-6zM82 58h6v20h-6z']],
  earbuds: [['body', 'M26 26a13 13 0 1 1 8 24v28h-8zM74 26a13 13 0 1 0-8 24v28h8z'], ['dark', 'M34 31a7 7 0 1 1 .1 0zM66 31a7 7 0 1 0-.1 0z'], ['light', 'M26 66h8v4h-8zM66 66h8v4h-8z']],
  speaker: [['body', 'M50 18c20 0 32 14 32 32S70 82 50 82 18 68 18 50s12-32 32-32z'], ['dark', 'M50 32a18 18 0 1 1-.1 0z'], ['light', 'M50 43a7 7 0 1 1-.1 0z']],
  kettle: [['body', 'M34 30h30l8 52H24z'], ['dark', 'M22 78h52v6H22zM40 22h18l3 8H36z'], ['light', 'M30 40l-14-4 12 18z'], ['line', 'M66 36c20-2 20 30 6 34']],
  grinder: [['body', 'M32 40h36l4 42H28z'], ['light', 'M34 18h32l2 22H32z'], ['dark', 'M38 58h24v18H38z'], ['line', 'M50 18v-8h16']],
  espresso: [['body', 'M20 18h60v16H68v30h12v20H20z'], ['dark', 'M40 34h28v8H40zM30 76h50v8H20z'], ['light', 'M44 58h18v9c0 5-3 7-9 7s-9-2-9-7z'], ['line', 'M53 44v8M28 26h8']],
  'lunch-box': [['body', 'M18 46h64v26a8 8 0 0 1-8 8H26a8 8 0 0 1-8-8z'], ['light', 'M16 34h68v12H16z'], ['line', 'M38 34c0-14 24-14 24 0'], ['dark', 'M44 42h12v10H44z']],
  lamp: [['line', 'M34 80l-4-34 26-20'], ['body', 'M50 14l26 22-30 8c-4-12-4-22 4-30z'], ['dark', 'M18 78h34v6H18z'], ['light', 'M76 36l-15 4c2 5 12 6 15-4z']],
  'floor-lamp': [['line', 'M50 36v48M50 40l14 8v8'], ['body', 'M40 10h20l8 26H32z'], ['dark', 'M36 83h28v5H36z'], ['light', 'M32 36h36l1 3H31z']],
  blanket: [['body', 'M18 34h56a8 8 0 0 1 8 8v36H26a8 8 0 0 1-8-8z'], ['dark', 'M18 50h64v8H18z'], ['light', 'M18 34a8 8 0 0 1 8-10h52a8 8 0 0 1 4 16c0-4-4-6-8-6z'], ['line', 'M28 78v8M40 78v8M52 78v8M64 78v8M76 78v8']],
  mat: [['body', 'M16 70l16-38h54L72 70z'], ['dark', 'M16 70a9 9 0 0 0 0 14h50a9 9 0 0 0 6-14z'], ['light', 'M16 73a4 4 0 1 1-.1 0z'], ['line', 'M38 42h38M34 52h38']],
  bottle: [['body', 'M36 34c0-4 4-6 6-8h16c2 2 6 4 6 8v46c0 4-2 6-6 6H42c-4 0-6-2-6-6z'], ['dark', 'M41 12h18v14H41z'], ['light', 'M36 50h28v16H36z']],
  phone: [['body', 'M34 12h32a6 6 0 0 1 6 6v64a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z'], ['dark', 'M34 18h16v18H34z'], ['light', 'M39 22a4 4 0 1 1-.1 0zM45 29a3 3 0 1 1-.1 0z'], ['line', 'M44 80h12']],
  charger: [['body', 'M30 40h40v32a10 10 0 0 1-10 10H40a10 10 0 0 1-10-10z'], ['dark', 'M38 18h6v22h-6zM56 18h6v22h-6z'], ['light', 'M52 48l-10 14h7l-2 12 11-15h-7z']],
  'power-bank': [['body', 'M30 14h40a6 6 0 0 1 6 6v60a6 6 0 0 1-6 6H30a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6z'], ['light', 'M52 32L38 54h10l-4 18 18-24H51z'], ['line', 'M34 22h.1M42 22h.1M50 22h.1']],
  puzzle: [['body', 'M18 18h26c-4 12 14 12 10 0h28v26c-12-4-12 14 0 10v28H54c4-12-14-12-10 0H18V56c12 4 12-14 0-10z'], ['dark', 'M50 50h32v4c-12 4-12-14 0-10V18H54c4 12-14 12-10 0h6z'], ['line', 'M50 28v54M18 51h64']],
  blocks: [['body', 'M16 52h32v32H16z'], ['dark', 'M52 52h32v32H52z'], ['light', 'M34 18h32v32H34z'], ['line', 'M26 62l12 14M38 62 26 76M68 61v15M60 68h16M43 42l7-16 7 16z']],
  jar: [['body', 'M22 46h56v30a8 8 0 0 1-8 8H30a8 8 0 0 1-8-8z'], ['light', 'M18 26h64v20H18z'], ['dark', 'M34 56h32v16H34z']],
  tube: [['body', 'M32 14h36l-6 56H38z'], ['dark', 'M40 70h20v16H40z'], ['light', 'M32 14h36l-1 8H33z'], ['line', 'M50 34a7 7 0 1 1-.1 0zM50 26v3M50 53v3M37 41h3M60 41h3']],
  parcel: [['body', 'M18 34l32-14 32 14v38L50 86 18 72z'], ['dark', 'M50 48l32-14v38L50 86z'], ['light', 'M18 34l32-14 32 14-32 14z'], ['line', 'M34 27l32 14v12']],
}

const ofProduct: Record<string, string> = {
  'linen-shirt': 'shirt', 'rain-jacket': 'jacket', 'wool-jumper': 'jumper', 'summer-dress': 'dress', 'running-shoes': 'shoe', 'leather-boots': 'boot',
  'felt-slippers': 'slipper', 'shoulder-bag': 'handbag', 'travel-backpack': 'backpack', 'cabin-suitcase': 'suitcase', headphones: 'headphones', earbuds: 'earbuds',
  speaker: 'speaker', kettle: 'kettle', 'coffee-grinder': 'grinder', 'espresso-machine': 'espresso', 'lunch-box': 'lunch-box', 'desk-lamp': 'lamp',
  'floor-lamp': 'floor-lamp', 'cotton-blanket': 'blanket', 'yoga-mat': 'mat', 'water-bottle': 'bottle', 'phone-case': 'phone', charger: 'charger',
  'power-bank': 'power-bank', 'dino-puzzle': 'puzzle', 'wooden-blocks': 'blocks', 'face-cream': 'jar', 'sun-cream': 'tube',
}

const ofCategory: Record<string, string> = {
  clothes: 'shirt', shoes: 'shoe', bags: 'handbag', audio: 'headphones', kitchen: 'kettle', home: 'lamp', sport: 'bottle', phone: 'phone', toys: 'blocks', 'skin-care': 'jar',
}

/** The drawing of an article: its own, else its category's, else a parcel. */
export function drawingOf(id: string, category: string): Shape[] {
  return drawings[ofProduct[id] ?? ofCategory[category] ?? 'parcel'] ?? drawings['parcel']!
}
