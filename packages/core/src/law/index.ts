export { bilingual, enumerate, type Bilingual, type Language } from "./bilingual.js"
export {
  CivilDate,
  civilDate,
  countingDay,
  dayBefore,
  daysBetween,
  Instant,
  instantAt,
  isCivilDate,
  isInstant,
  nextDay,
  plusDays,
  plusYears,
  shanghaiDate,
  yearEnd,
  yearOf,
  type CountingDay,
} from "./civil-date.js"
export {
  cite,
  isConditionId,
  isProvisionId,
  liesIn,
  provisionOf,
  type ConditionId,
  type ProvisionId,
} from "./provision.js"
export {
  isOptionOf,
  isReadingId,
  optionClause,
  readingDefinitions,
  readingIds,
  type ReadingDefinition,
} from "./reading-definitions.js"
export {
  defaultReadings,
  parameterOf,
  readingsReliedOn,
  type ConditionReadingId,
  type ReadingChoices,
  type ReadingId,
  type Readings,
} from "./readings.js"
