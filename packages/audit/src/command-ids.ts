/** The set of command ids in a log, to detect duplicates. A million ids take 32 MB. */
export interface CommandIds {
  /** Returns whether the id is new. `id`: a UUID in lower case. */
  readonly add: (id: string) => boolean
}

/** 32-bit words per id. */
const wordsPerId = 4

/** A hash table with open addressing. An empty slot holds the nil UUID, which no command has. */
interface Table {
  readonly slots: number
  readonly words: Uint32Array
}

const emptyTable = (slots: number): Table => ({ slots, words: new Uint32Array(slots * wordsPerId) })

/**
 * Most slots to look at for one id. Ids that were not chosen to collide never come near it, at three quarters full; for those
 * that were, the ids move into a `Set`, which takes more memory but whose hashes nobody can foresee.
 */
const mostProbes = 4096

/** An empty set of ids. Each takes 16 bytes in a table that doubles as it fills: a million take 32 MB. */
export const commandIds = (): CommandIds => {
  let table = emptyTable(1024)
  let count = 0
  let spread: Set<string> | undefined

  const grow = (): void => {
    const larger = emptyTable(table.slots * 2)
    for (const [a, b, c, d] of idsIn(table)) if (insert(larger, a, b, c, d) === "crowded") return scatter()
    table = larger
  }

  const scatter = (): void => {
    spread = new Set([...idsIn(table)].map(textOf))
    table = emptyTable(0)
  }

  return {
    add: (id) => {
      if (spread !== undefined) return addSpread(spread, id)
      const inserted = insert(
        table,
        Number.parseInt(id.slice(0, 8), 16),
        Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16),
        Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16),
        Number.parseInt(id.slice(28, 36), 16),
      )
      if (inserted === "crowded") {
        scatter()
        return spread !== undefined && addSpread(spread, id)
      }
      if (inserted) count++
      if (count * 4 > table.slots * 3) grow()
      return inserted
    },
  }
}

const addSpread = (ids: Set<string>, id: string): boolean => {
  const before = ids.size
  return ids.add(id.replaceAll("-", "")).size > before
}

type Words = readonly [number, number, number, number]

function* idsIn({ words }: Table): Generator<Words> {
  for (let at = 0; at < words.length; at += wordsPerId) {
    const id = [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0] as const
    if (id.some((word) => word !== 0)) yield id
  }
}

/** The hexadecimal digits, without hyphens. */
const textOf = (words: Words): string => words.map((word) => word.toString(16).padStart(8, "0")).join("")

/** `false` if the id is already in the table; `crowded` if too many others are in its way. The nil UUID is ignored. */
const insert = ({ slots, words }: Table, a: number, b: number, c: number, d: number): boolean | "crowded" => {
  if ((a | b | c | d) === 0) return false
  let at = (hashOfId(a, b, c, d) & (slots - 1)) * wordsPerId
  for (let probes = 0; probes < mostProbes; probes++) {
    const w = words[at]
    const x = words[at + 1]
    const y = words[at + 2]
    const z = words[at + 3]
    if (w === a && x === b && y === c && z === d) return false
    if (w === 0 && x === 0 && y === 0 && z === 0) {
      words[at] = a
      words[at + 1] = b
      words[at + 2] = c
      words[at + 3] = d
      return true
    }
    at = (at + wordsPerId) % words.length
  }
  return "crowded"
}

/** Hashes all bits, so that ids which differ in few places are spread. */
const hashOfId = (a: number, b: number, c: number, d: number): number =>
  mixedWith(mixedWith(mixedWith(mixedWith(0x9e3779b9, a), b), c), d)

const mixedWith = (hash: number, word: number): number => {
  const first = Math.imul(hash ^ word, 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}
