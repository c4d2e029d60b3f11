/** Readings: choices where the text is silent or ambiguous. The bureau can change one by an interpretation (art. 17). */

/** The readings that affect conditions. Separate from the others, which an evaluation does not need. */
export const conditionReadingOptions = {
  "period.operatingYears": ["anniversary", "dayAfter"],
  "period.operatingFrom": ["operationStart", "registration"],
  "asOf.facts": ["applicationDate", "priorYearEnd"],
  "staff.qualified": ["pooled", "both"],
  "served.unit": ["enterprises", "visits"],
  "served.year": ["lastFullCalendarYear", "trailingTwelveMonths"],
  "growth.steady": ["strictTwoIntervals", "strictOneInterval", "nonDecreasing"],
  "growth.newUnit": ["knownYears", "notJudged"],
  "satisfaction.source": ["countyAssessment", "selfDeclared"],
  "figures.source": ["measured", "declared", "stricter"],
} as const

/** The options of each reading, the default first. A number in parentheses may be any from 1 to 99. */
export const readingOptions = {
  "instrument.lastDay": ["correspondingDay", "dayBefore"],
  "instrument.afterExpiry": ["refuse", "concludeExistingTitles"],
  "instrument.formalities": ["allowed", "refuse"],
  "instrument.applicable": ["decisionDate", "applicationDate"],
  "title.term": ["none", "threeYears"],
  "operation.beforeRegistration": ["refuse", "allowed"],
  ...conditionReadingOptions,
  "waiver.authority": ["bureau", "county"],
  "waiver.depth": ["unbounded", "floor(80)"],
  "review.due": ["callOfThirdYear", "anniversary"],
  "review.completion": ["endOfYear", "none"],
  "review.notFiled": ["bureauMayFail", "flagOnly"],
  "review.standard": ["conditionsInForceNow", "conditionsAtCertification"],
  "duties.text": ["inForceNow", "atCertification"],
  "summary.due": ["endOfNextYear", "endOfYear"],
  "spotCheck.scope": ["somePlatforms", "everyPlatform"],
  "fraud.beforePlaque": ["titleSuffices", "plaqueRequired"],
  "revocation.word": ["verbatim"],
  "revocation.reapply": ["noBar", "years(3)"],
  "announcement.falsification": ["recordIfPublished", "required"],
  hearing: ["recordIfHeld", "required"],
  seals: ["recordOnly", "required"],
  "materials.none": ["declareNone", "required"],
  "supplement.requests": ["repeatable", "once"],
  "supplement.scope": ["askedOnly", "anything"],
  "supplement.facts": ["filingDate", "supplementDate"],
  "supplement.afterCall": ["allowed", "refuse"],
  "supplement.late": ["accepted", "refuse"],
  "supplement.unasked": ["refuse", "allowed"],
  "application.route": ["countyOnly"],
} as const

/**
 * Name of a reading, that is, of a choice where the text is silent or ambiguous. `docs/coverage.md` lists the options.
 */
export type ReadingId = keyof typeof readingOptions

type AnyNumber<Option extends string> = Option extends `${infer Word}(${number})` ? `${Word}(${number})` : Option

/** The chosen option of each reading. */
export type Readings = { readonly [Id in ReadingId]: AnyNumber<(typeof readingOptions)[Id][number]> }

/** Name of a reading that affects conditions. The others concern instrument, forms, title, waivers, reviews, revocation. */
export type ConditionReadingId = keyof typeof conditionReadingOptions

/** Names of all readings, in the order of the text. */
export const readingIds = /* @__PURE__ */ Object.keys(readingOptions) as ReadonlyArray<ReadingId>

/** Whether there is a reading with this name. */
export const isReadingId = (text: string): text is ReadingId => Object.hasOwn(readingOptions, text)

const firstOptions = (): Readings => Object.fromEntries(readingIds.map((id) => [id, readingOptions[id][0]])) as Readings

/** The defaults until the bureau issues an interpretation: the first option of each reading. */
export const defaultReadings: Readings = /* @__PURE__ */ firstOptions()

/** The listed form of an option: the same, or the same word with another number. */
export const listedOption = (id: ReadingId, option: string): string | undefined => {
  const [, word, n] = numbered.exec(option) ?? []
  return readingOptions[id].find(
    (known: string) => known === option || (word !== undefined && Number(n) > 0 && numbered.exec(known)?.[1] === word),
  )
}

/** Whether `option` is valid for the reading. Where the listed option has a number, any from 1 to 99 is valid. */
export const isOptionOf = (id: ReadingId, option: string): boolean => listedOption(id, option) !== undefined

/** The options of some readings, such as those a decision relied on. */
export type ReadingChoices = { readonly [Id in ReadingId]?: Readings[Id] }

/** The options of the given readings, as a decision records them. */
export const readingsReliedOn = (readings: Readings, ids: Iterable<ReadingId>): ReadingChoices => {
  const choices: { -readonly [Id in ReadingId]?: string } = {}
  for (const id of ids) choices[id] = readings[id]
  return choices as ReadingChoices
}

/** Matches word and number of an option such as `years(3)`. */
export const numbered = /^(\w+)\((\d{1,2})\)$/

/** The number of an option such as `years(3)`; `undefined` for a bare word. */
export const parameterOf = (option: string): number | undefined => {
  const [, , n] = numbered.exec(option) ?? []
  return n === undefined ? undefined : Number(n)
}
