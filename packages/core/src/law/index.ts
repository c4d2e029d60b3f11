export { bilingual, type Bilingual, type Language } from "./bilingual.js"
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
export { isConditionId, isProvisionId, liesIn, provisionOf, type ConditionId, type ProvisionId } from "./provision.js"
export {
  defaultReadings,
  isOptionOf,
  isReadingId,
  parameterOf,
  readingIds,
  readingOptions,
  readingsReliedOn,
  type ConditionReadingId,
  type ReadingChoices,
  type ReadingId,
  type Readings,
} from "./readings.js"
