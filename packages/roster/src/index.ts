export { cellOf, cellsOf, changedFields, columnsOf, printedCells, rosterRows } from "./columns.js"
export {
  agrees,
  compareLists,
  rosterDifference,
  type DifferingField,
  type ListCells,
  type ListComparison,
  type ListRow,
  type RosterDifference,
} from "./list-comparison.js"
export {
  canonicalList,
  rosterDigest,
  rosterDigestsAt,
  rostersAt,
  type ComputedList,
  type PointList,
  type RosterCollector,
  type RosterDigest,
  type RosterPoint,
} from "./publication.js"
export {
  entriesOf,
  isVisible,
  listOf,
  reachesBack,
  rosterUnder,
  stateAfter,
  type Roster,
  type RosterEntry,
  type RosterView,
} from "./roster.js"
export { csv, guardCell, guardNumber, isMadeOf } from "./spreadsheet.js"
