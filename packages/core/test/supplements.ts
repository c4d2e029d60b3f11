/** A county that requests the number of staff again, and a unit that files it. */
import { document, fullDossier, type Attempt } from "@shifan/testkit"
import type { ApplicationForm, CivilDate, CommandOf, OperationReport, Sealed } from "../src/index.js"
import { day, town } from "./unit-scenario.js"

type Request = CommandOf<"RequestSupplement">["data"]

/** Requests a supplement, by default on 3 December 2020. */
export const ask = (at: ReadonlyArray<string>, until?: string, on = day("2020-12-03")): Attempt =>
  town.act(town.county, on, "RequestSupplement", request(at, until))

const request = (at: ReadonlyArray<string>, until?: string): Request => ({
  wanting: at.map((path) => ({ at: path, text: "请核实" })),
  ...(until === undefined ? {} : { until: day(until) }),
})

export const askForStaff = (until?: string): Attempt => ask(["form.basic.staff", "form.basic.qualifiedStaff"], until)

/** The application of 1 December 2020 filed again on `on`, with changes. */
export const supplementApplication = (
  on: CivilDate,
  change: Partial<ApplicationForm<Sealed>> = {},
  dossier = fullDossier,
): Attempt =>
  town.act(town.us, on, "SupplementApplication", {
    form: { ...town.form(day("2020-12-01")), filledOn: on, ...change },
    dossier,
  })

/** The report of 10 September 2023 filed again on `on`, with changes. */
export const supplementReview = (on: CivilDate, change: Partial<OperationReport<Sealed>> = {}): Attempt =>
  town.act(town.us, on, "SupplementReview", {
    report: { ...town.report(day("2023-09-10")), filledOn: on, ...change },
    workSummaries: [document],
    priorYearServiceAccounts: document,
  })
