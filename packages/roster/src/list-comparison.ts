/** A list as somebody has it, held against the list as replayed: row by row, by social credit code. */

/** The texts of a row by field. A field that is not there is empty. */
export type Cells = ReadonlyMap<string, string>

/** `at`: where it stands, the first row 1. */
export interface Row {
  readonly at: number
  readonly cells: Cells
}

export interface Differing {
  readonly uscc: string
  readonly at: number
  readonly field: string
  readonly published: string
  readonly replayed: string
}

export interface Discrepancies {
  /** Replayed, and not published. */
  readonly missing: ReadonlyArray<Row>
  /** Published, and not replayed; or published a second time; or without a code. */
  readonly extra: ReadonlyArray<Row>
  readonly differing: ReadonlyArray<Differing>
  /** Whether the rows both have stand in another order: worth telling, and no untruth. */
  readonly reordered: boolean
}

const codeOf = ({ cells }: Row): string => cells.get("uscc") ?? ""

export const discrepancies = (published: ReadonlyArray<Row>, replayed: ReadonlyArray<Cells>): Discrepancies => {
  const rows = replayed.map((cells, i): Row => ({ at: i + 1, cells }))
  const lawful = new Map(rows.map((row) => [codeOf(row), row]))
  const first = new Map<string, Row>()
  const extra: Array<Row> = []
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

const differingIn = (published: Row, replayed: Row): ReadonlyArray<Differing> =>
  [...new Set([...replayed.cells.keys(), ...published.cells.keys()])].flatMap((field) => {
    const [theirs, ours] = [published.cells.get(field) ?? "", replayed.cells.get(field) ?? ""]
    return theirs === ours
      ? []
      : [{ uscc: codeOf(replayed), at: published.at, field, published: theirs, replayed: ours }]
  })

export const agrees = ({ missing, extra, differing }: Discrepancies): boolean =>
  missing.length + extra.length + differing.length === 0
