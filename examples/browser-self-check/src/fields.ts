/** The fields that the conditions depend on, with their paths in an application. */
import type * as t from "io-ts"
import { CivilDate, Count, yearOf, type Bilingual } from "@shifan/core"
import { oneOf, serviceAreas, unitNatures, Wan } from "@shifan/core/forms"
import type { Json, Path } from "./application.js"

export interface Field {
  /** Name of the value in the evidence of a case. */
  readonly name: string
  readonly path: (asOf: CivilDate) => Path
  readonly kind: "figure" | "date" | "word"
  readonly codec: t.Decoder<unknown, number | string>
  /** Converts the text typed into the field's input. */
  readonly read: (text: string) => Json
  /** Shown after the number. */
  readonly unit?: Bilingual
  readonly choices?: ReadonlyArray<string>
}

const asText = (text: string): Json => text
const asNumber = (text: string): Json => (/^\d{1,15}$/.test(text) ? Number(text) : text)

const basic = (name: string, kind: Field["kind"], codec: Field["codec"], more: Partial<Field> = {}): Field => ({
  name,
  kind,
  codec,
  read: asText,
  path: () => ["form", "basic", name],
  ...more,
})

const people = (name: string, at: Path): Field => ({
  ...basic(name, "figure", Count, { unit: { zh: "人", en: "people" }, read: asNumber }),
  path: () => at,
})

/** Years are counted back from the form's date. */
const served = (back: number): Field => ({
  ...basic(`served.y${back}.enterprises`, "figure", Count, { unit: { zh: "家", en: "enterprises" }, read: asNumber }),
  path: (asOf) => ["form", "operation", { year: yearOf(asOf) - 1 - back }, "smesServed"],
})

const qualified = ["form", "basic", "qualifiedStaff"]

export const fields: ReadonlyArray<Field> = [
  basic("unitNature", "word", oneOf("UnitNature", unitNatures), { choices: unitNatures }),
  {
    ...basic("serviceArea", "word", oneOf("ServiceArea", serviceAreas), { choices: serviceAreas }),
    path: () => ["form", "serviceArea"],
  },
  basic("registeredOn", "date", CivilDate),
  basic("operationStart", "date", CivilDate),
  basic("totalAssets", "figure", Wan, { unit: { zh: "万元", en: "10,000 yuan" } }),
  people("staff", ["form", "basic", "staff"]),
  people("diplomaOnly", [...qualified, "diplomaOnly"]),
  people("titleOnly", [...qualified, "titleOnly"]),
  people("diplomaAndTitle", [...qualified, "diplomaAndTitle"]),
  served(2),
  served(1),
  served(0),
]
