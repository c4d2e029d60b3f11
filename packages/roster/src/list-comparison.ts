/** A list as somebody has it, held against the list as replayed: row by row, by social credit code. */

/** The texts of a row by field. A field that is not there is empty. */
export type ListCells = ReadonlyMap<string, string>

/** `at`: where it stands, the first row 1. */
export interface ListRow {
  readonly at: number
  readonly cells: ListCells
}

export interface DifferingField {
  readonly uscc: string
  readonly at: number
  readonly field: string
  readonly published: string
  readonly replayed: string
}

export interface ListComparison {
  /** Replayed, and not published. */
  readonly missing: ReadonlyArray<ListRow>
  /** Published, and not replayed; or published a second time; or without a code. */
  readonly extra: ReadonlyArray<ListRow>
  readonly differing: ReadonlyArray<DifferingField>
  /** Whether the rows both have stand in another order: worth telling, and no untruth. */
  readonly reordered: boolean
}

const codeOf = ({ cells }: ListRow): string => cells.get("uscc") ?? ""

export const compareLists = (published: ReadonlyArray<ListRow>, replayed: ReadonlyArray<ListCells>): ListComparison => {
  const rows = replayed.map((cells, i): ListRow => ({ at: i + 1, cells }))
  const lawful = new Map(rows.map((row) => [codeOf(row), row]))
  const first = new Map<string, ListRow>()
  const extra: Array<ListRow> = []
  for (const row of published) {
    const code = codeOf(row)
    if (lawful.has(code) && !first.has(code)) first.set(code, row)
    else extra.push(row)
  }
  const shared = rows.flatMap((row) => {
    const theirs = first.get(codeOf(row))
    return theirs === undefined ? [] : [{ row, theirs }]
  })
  return {
    missing: rows.filter((row) => !first.has(codeOf(row))),
    extra,
    differing: shared.flatMap(({ row, theirs }) => differingIn(theirs, row)),
    reordered: shared.some(({ theirs }, i) => theirs.at < (shared[i - 1]?.theirs.at ?? 0)),
  }
}

const differingIn = (published: ListRow, replayed: ListRow): ReadonlyArray<DifferingField> =>
  [...new Set([...replayed.cells.keys(), ...published.cells.keys()])].flatMap((field) => {
    const [theirs, ours] = [published.cells.get(field) ?? "", replayed.cells.get(field) ?? ""]
    return theirs === ours
      ? []
      : [{ uscc: codeOf(replayed), at: published.at, field, published: theirs, replayed: ours }]
  })

export const agrees = ({ missing, extra, differing }: ListComparison): boolean =>
  missing.length + extra.length + differing.length === 0
