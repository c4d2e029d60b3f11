/** Choices where the text is silent or double. Art. 17: an interpretation of the bureau changes one from its date on. */

/** Those that conditions are read by, apart from the others, which an evaluation does not need. */
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

/** The options of each reading, the default first. A number in parentheses stands for any from 1 to 99. */
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
 * The choices that have to be made where the text is silent or double, by name. `docs/coverage.md` has the options of
 * each.
 */
export type ReadingId = keyof typeof readingOptions

type AnyNumber<Option extends string> = Option extends `${infer Word}(${number})` ? `${Word}(${number})` : Option

/** An option chosen for each reading. */
export type Readings = { readonly [Id in ReadingId]: AnyNumber<(typeof readingOptions)[Id][number]> }

/** What the conditions are read by; all the others concern the instrument, forms, the title, waivers, reviews, revocation. */
export type ConditionReadingId = keyof typeof conditionReadingOptions

/** The names of all readings, in the order of the text. */
export const readingIds = /* @__PURE__ */ Object.keys(readingOptions) as ReadonlyArray<ReadingId>

/** Whether there is a reading of that name. */
export const isReadingId = (text: string): text is ReadingId => Object.hasOwn(readingOptions, text)

const firstOptions = (): Readings => Object.fromEntries(readingIds.map((id) => [id, readingOptions[id][0]])) as Readings

/** What holds of each reading until the bureau interprets: the first of its options. */
export const defaultReadings: Readings = /* @__PURE__ */ firstOptions()

/** The option as it is listed: itself, or that of the same word with another number. */
export const listedOption = (id: ReadingId, option: string): string | undefined => {
  const [, word, n] = numbered.exec(option) ?? []
  return readingOptions[id].find(
    (known: string) => known === option || (word !== undefined && Number(n) > 0 && numbered.exec(known)?.[1] === word),
  )
}

/** Whether `option` is one of the reading's, any whole number from 1 to 99 in the parentheses of one that has them. */
export const isOptionOf = (id: ReadingId, option: string): boolean => listedOption(id, option) !== undefined

/** Readings that were relied on, or that an interpretation chose. */
export type ReadingChoices = { readonly [Id in ReadingId]?: Readings[Id] }

/** The readings among `ids`, as they stand: what a decision records of those it relied on. */
export const readingsReliedOn = (readings: Readings, ids: Iterable<ReadingId>): ReadingChoices => {
  const choices: { -readonly [Id in ReadingId]?: string } = {}
  for (const id of ids) choices[id] = readings[id]
  return choices as ReadingChoices
}

/** The word and the number of an option such as `years(3)`. */
export const numbered = /^(\w+)\((\d{1,2})\)$/

/** The number of an option such as `years(3)`; `undefined` for a bare word. */
export const parameterOf = (option: string): number | undefined => {
  const [, , n] = numbered.exec(option) ?? []
  return n === undefined ? undefined : Number(n)
}
