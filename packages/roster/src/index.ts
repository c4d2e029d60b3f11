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
  isVisible,
  reachesBack,
  rosterUnder,
  stateAfter,
  type Roster,
  type RosterEntry,
  type RosterView,
} from "./roster.js"
