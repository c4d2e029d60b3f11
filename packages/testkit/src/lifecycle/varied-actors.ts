/** Who tries an act: mostly whoever is competent, sometimes somebody who is not. */
import type { Actor, Command } from "@shifan/core"
import type { Trying } from "./varied-findings.js"

/** Wrong actors: from another place or role, or the officer of the other authority. */
export const strangers = ({ samples: { us, county, bureau } }: Trying): ReadonlyArray<Actor> => [
  us,
  county,
  bureau,
  us,
  county,
  bureau,
  { ...county, code: "130303", officer: "SH-01" },
  { ...county, code: "130399", officer: "XX-01" },
  { ...bureau, officer: county.officer },
  { ...county, officer: bureau.officer },
  { ...bureau, code: "130200", officer: "TS-01" },
  { ...us, code: "91110108551385082Q", officer: "U-02" },
  { role: "auditor", code: bureau.code, officer: "SJJ-01" },
]

/** Replaces a county by the unit's current one. The county takes back its own decisions. */
export const actorOf = (trying: Trying, actor: Actor, { type }: Command): Actor => {
  const { samples, state } = trying
  const own = type === "AnnulDecision" && state.phase._tag === "recommended" ? samples.county : actor
  const code = countyIn(trying)
  return own.role !== "county" || code === samples.county.code ? own : { role: "county", code, officer: `${code}-01` }
}

const countyIn = ({ samples, state: { phase } }: Trying): string =>
  "title" in phase
    ? phase.title.countyOrDistrict
    : phase._tag === "applied" || phase._tag === "recommended"
      ? phase.case.form.countyOrDistrict
      : samples.county.code
