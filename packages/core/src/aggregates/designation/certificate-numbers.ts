/** Certificate numbers are unique: over all units of a store, and over all titles of one unit (arts. 9 and 11). */
import type { AnyCommand } from "../../kernel/act.js"
import type { Unique } from "../../kernel/aggregate.js"
import { regulationNear } from "../../kernel/applicable-law.js"
import type { EventType } from "./events.js"
import type { DesignationPhase } from "./state.js"

/** The number in a certification or a correction of one; `undefined` for everything else and for malformed data. */
const numberIn = ({ type, data }: AnyCommand): string | undefined => {
  if (type === "Certify" || type === "Certified") return textIn(data, "certificateNumber")
  return isCorrection(type, data) ? textIn(data, "to") : undefined
}

const isCorrection = (type: string, data: unknown): boolean =>
  (type === "CorrectRecord" || type === "RecordCorrected") && textIn(data, "field") === "Certified.certificateNumber"

const textIn = (data: unknown, key: string): string | undefined => {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined
  return typeof value === "string" ? value : undefined
}

/** Letters of other scripts, and the Latin capitals that they cannot be told from. */
const [lookalikes, latin] = ["АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX"]

/** Normalizes a number as people read it: width, case, blanks, the kind of dash and the script of a letter do not count. */
const compared = (number: string | undefined): string | undefined =>
  number
    ?.normalize("NFKC")
    .replace(/\s/gu, "")
    .toUpperCase()
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => latin[lookalikes.indexOf(letter)] ?? letter)

export const certificateNumbers: Unique<EventType, DesignationPhase> = {
  types: ["Certified", "RecordCorrected"],
  valueOf: (of) => compared(numberIn(of)),
  releasedBy: ({ type, data }) => (isCorrection(type, data) ? compared(textIn(data, "from")) : undefined),
  refusal: ({ law, effectiveOn }, command, { key, revision }) => ({
    code: "CertificateNumberTaken",
    number: numberIn(command) ?? "",
    unit: key,
    revision,
    provisions: regulationNear(law, effectiveOn)?.citations["CertificateNumberTaken"] ?? [],
  }),
}
