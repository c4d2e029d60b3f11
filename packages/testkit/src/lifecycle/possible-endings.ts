/** Events by which a random unit's title or case ends, passes on, is annulled or corrected. */
import type { EventType, Uscc } from "@shifan/core"
import { document } from "../arbitraries/application.js"
import { correctedIn, correctionIn, during, reviewOver, type Possible } from "./place.js"

const text = "示例"
const successor = "91110108551385082Q" as Uscc

type Ending = Extract<
  EventType,
  | "PlaqueReturned"
  | "TitleSurrendered"
  | "UnitEnded"
  | "DecisionAnnulled"
  | "TitleSucceeded"
  | "TitleInherited"
  | "RecordCorrected"
>

export const possibleEndings: { readonly [T in Ending]: Possible<T> } = {
  PlaqueReturned: {
    weight: (place) => (place.unitEnded ? 0 : during(1, "revoked", "ended")(place)),
    data: (_, { on }) => ({ returnedOn: on }),
  },
  TitleSurrendered: {
    weight: during(1, "certified"),
    data: () => ({ reason: text }),
    leadsTo: () => ({ phase: "ended", validUntil: null }),
  },
  UnitEnded: {
    weight: ({ unitEnded, phase }) => (unitEnded || phase === "none" ? 0 : 1),
    data: (_, { on }) => ({ endedOn: on, document }),
    leadsTo: (_, { phase }) => ({
      unitEnded: true,
      ...(phase === "certified"
        ? { phase: "ended", validUntil: null }
        : phase === "applied" || phase === "recommended"
          ? { phase: "closed" }
          : {}),
    }),
  },
  DecisionAnnulled: {
    weight: ({ decided }) => (decided === null ? 0 : 1),
    data: (random, { decided, on }) => ({
      revision: decided?.revision ?? 0,
      decision: decided?.decision ?? "Certified",
      ground: random.oneOf(["reconsideration", "court", "superior", "self"]),
      effect: random.oneOf(["fromBeginning", "fromNow"]),
      decidedOn: on,
      document,
      reasons: text,
    }),
    leadsTo: ({ decision }, { decided }) => {
      if (decision === "Certified" || decided === null) return { phase: "ended", validUntil: null }
      const { on: _, revision: __, records: ___, ...before } = decided.before
      return decision === "Reviewed" ? { ...before, ...reviewOver } : before
    },
  },
  TitleSucceeded: {
    weight: during(1, "certified"),
    data: () => ({ successor, cause: "merger", document }),
    leadsTo: () => ({ phase: "ended", unitEnded: true }),
  },
  // This is the life of a single unit: nobody gives it a title.
  TitleInherited: {
    weight: () => 0,
    data: () => {
      throw new Error("there is no predecessor")
    },
  },
  RecordCorrected: {
    weight: ({ records }) => (records.length === 0 ? 0 : 2),
    data: (random, { records }) => correctionIn(random, records),
    leadsTo: (correction, { records }) => ({ records: correctedIn(records, correction) }),
  },
}
