/** Who a bundle is for. The public gets no sealed value at all; readers in scope get what the caller opens to them. */
import { type Envelope, parseStream } from "@shifan/event-store"
import { commitmentOf, sealedAt, type LeafOpening } from "../openings.js"

/** Only these fields, or only these units; the openings are the caller's to have recorded and decrypted. */
export type Audience =
  | { readonly _tag: "public" }
  | { readonly _tag: "auditor"; readonly paths: ReadonlyArray<string>; readonly openings: ReadonlyArray<LeafOpening> }
  | {
      readonly _tag: "discipline"
      readonly units: ReadonlyArray<string>
      readonly openings: ReadonlyArray<LeafOpening>
    }

export const openingsFor = (audience: Audience): ReadonlyArray<LeafOpening> =>
  audience._tag === "public" ? [] : audience.openings

export type Opened = "holds" | "fails" | "outOfScope"

/** Of the leaf the opening names. */
export const judgeOpening = (audience: Audience, opening: LeafOpening, envelope: Envelope): Opened => {
  if (!isInScope(audience, opening, envelope)) return "outOfScope"
  return sealedAt(envelope, opening.path) === commitmentOf(opening) ? "holds" : "fails"
}

const isInScope = (audience: Audience, { path }: LeafOpening, { stream }: Envelope): boolean => {
  switch (audience._tag) {
    case "public":
      return false
    case "auditor":
      return audience.paths.includes(path)
    case "discipline": {
      const name = parseStream(stream)
      return name?.aggregate === "designation" && audience.units.includes(name.key)
    }
  }
}
