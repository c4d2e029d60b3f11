import type { RosterEntry } from "./roster.js"

/** Changes between the lists of two days. */
export interface RosterDifference {
  readonly added: ReadonlyArray<RosterEntry>
  readonly removed: ReadonlyArray<RosterEntry>
  readonly changed: ReadonlyArray<{ readonly before: RosterEntry; readonly after: RosterEntry }>
}

/** Computes the changes from one list to another, matching rows by social credit code. */
export const rosterDifference = (
  from: ReadonlyArray<RosterEntry>,
  to: ReadonlyArray<RosterEntry>,
): RosterDifference => {
  const before = new Map(from.map((entry) => [entry.uscc, entry]))
  const after = new Set(to.map(({ uscc }) => uscc))
  return {
    added: to.filter(({ uscc }) => !before.has(uscc)),
    removed: from.filter(({ uscc }) => !after.has(uscc)),
    changed: to.flatMap((entry) => {
      const earlier = before.get(entry.uscc)
      return earlier === undefined || isSame(earlier, entry) ? [] : [{ before: earlier, after: entry }]
    }),
  }
}

const isSame = (a: RosterEntry, b: RosterEntry): boolean =>
  Object.entries(a).every(([key, value]) => Reflect.get(b, key) === value)

/** The cells of a row by field. A missing field counts as empty. */
export type ListCells = ReadonlyMap<string, string>

/** A row of a list to compare. */
export interface ListRow {
  /** Row number from 1, not counting the header. */
  readonly at: number
  readonly cells: ListCells
}

/** A field that differs between the published and the replayed row of a unit. */
export interface DifferingField {
  readonly uscc: string
  readonly at: number
  readonly field: string
  readonly published: string
  readonly replayed: string
}

/** Result of comparing a published list with the one replayed from the log. */
export interface ListComparison {
  /** Rows replayed but not published. */
  readonly missing: ReadonlyArray<ListRow>
  /** Rows published but not replayed. Includes duplicates and rows without a code. */
  readonly extra: ReadonlyArray<ListRow>
  readonly differing: ReadonlyArray<DifferingField>
  /** Whether the common rows are in a different order. This alone is not an error. */
  readonly reordered: boolean
}

const codeOf = ({ cells }: ListRow): string => cells.get("uscc") ?? ""

/** Compares two lists, matching rows by social credit code. */
export const compareLists = (published: ReadonlyArray<ListRow>, replayed: ReadonlyArray<ListCells>): ListComparison => {
  const rows = replayed.map((cells, i): ListRow => ({ at: i + 1, cells }))
  const codes = new Set(rows.map(codeOf))
  const publishedByCode = new Map<string, ListRow>()
  const extra: Array<ListRow> = []
  for (const row of published) {
    const code = codeOf(row)
    if (codes.has(code) && !publishedByCode.has(code)) publishedByCode.set(code, row)
    else extra.push(row)
  }
  const pairs = rows.flatMap((row) => {
    const publishedRow = publishedByCode.get(codeOf(row))
    return publishedRow === undefined ? [] : [{ row, publishedRow }]
  })
  return {
    missing: rows.filter((row) => !publishedByCode.has(codeOf(row))),
    extra,
    differing: pairs.flatMap(({ row, publishedRow }) => differingFields(publishedRow, row)),
    reordered: pairs.some(({ publishedRow }, i) => publishedRow.at < (pairs[i - 1]?.publishedRow.at ?? 0)),
  }
}

const differingFields = (publishedRow: ListRow, row: ListRow): ReadonlyArray<DifferingField> => {
  const fields = new Set([...row.cells.keys(), ...publishedRow.cells.keys()])
  return [...fields].flatMap((field) => {
    const published = publishedRow.cells.get(field) ?? ""
    const replayed = row.cells.get(field) ?? ""
    return published === replayed ? [] : [{ uscc: codeOf(row), at: publishedRow.at, field, published, replayed }]
  })
}

/** Whether both lists have the same content, regardless of order. */
export const agrees = ({ missing, extra, differing }: ListComparison): boolean =>
  missing.length + extra.length + differing.length === 0
