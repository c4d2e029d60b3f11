/**
 * What a generated history is about. A rule shows on few days and under few readings; a theme brings both together, so that
 * histories reach such days without being more.
 */
import fc from "fast-check"
import type { CommandType, ReadingId } from "@shifan/core"
import { readingIds } from "@shifan/core/law"

/** Readings that matter together, and the acts on which they matter. */
export interface Theme {
  /** Each of them gets an option at random. */
  readonly readings: ReadonlyArray<ReadingId>
  /** Tried more often where the unit's phase allows them. */
  readonly acts: ReadonlyArray<CommandType>
  /** The unit gets its title without detours, since the history is about what follows. */
  readonly straight: boolean
  /** Most acts are correct, so that the history gets far. */
  readonly steady: boolean
  /** Percentage of varied forms with a figure near a limit. */
  readonly short: number
  /** Units fall short of a condition, and get the waiver that they need. */
  readonly relaxes: boolean
}

/** No theme: every act and every fault, under any readings. */
export const anything: Theme = { readings: [], acts: [], straight: false, steady: false, short: 40, relaxes: false }

const about = (...prefixes: ReadonlyArray<string>): ReadonlyArray<ReadingId> =>
  readingIds.filter((id) => prefixes.some((prefix) => id.startsWith(prefix)))

const terms: Theme = {
  readings: about("title.term", "review.due", "instrument.lastDay"),
  acts: ["FileReview", "ConcludeReview"],
  straight: true,
  steady: true,
  short: 40,
  relaxes: false,
}

const themes: ReadonlyArray<Theme> = [
  {
    readings: about("supplement.", "asOf."),
    acts: ["RequestSupplement", "RequestSupplement", "SupplementApplication", "ChangeParticulars"],
    straight: false,
    steady: true,
    short: 40,
    relaxes: false,
  },
  {
    readings: about("waiver.", "review.standard", "staff.", "satisfaction."),
    acts: ["FileReview", "ConcludeReview"],
    straight: true,
    steady: true,
    short: 75,
    relaxes: true,
  },
  {
    readings: about("waiver.", "review.standard"),
    acts: ["FileReview", "ConcludeReview", "AnnulDecision"],
    straight: true,
    steady: true,
    short: 75,
    relaxes: true,
  },
  {
    readings: about("period.", "growth.", "served.", "figures.", "materials.", "seals", "operation."),
    acts: [],
    straight: false,
    steady: true,
    short: 75,
    relaxes: false,
  },
  {
    readings: about("instrument."),
    acts: ["FileReview", "ConcludeReview", "AwardPlaque"],
    straight: true,
    steady: true,
    short: 40,
    relaxes: false,
  },
  terms,
  terms,
  {
    readings: about("review.", "waiver.authority", "supplement."),
    acts: ["FileReview", "OrderRectification", "RequestSupplement", "AnnulDecision", "CorrectRecord"],
    straight: true,
    steady: true,
    short: 40,
    relaxes: false,
  },
  {
    readings: about("review.notFiled", "review.due", "hearing"),
    acts: ["AssessReview", "OrderRectification"],
    straight: true,
    steady: true,
    short: 40,
    relaxes: false,
  },
  {
    readings: about("revocation.", "announcement.", "hearing", "fraud."),
    acts: ["SpotCheck", "Revoke", "AnnulDecision", "CorrectRecord"],
    straight: true,
    steady: true,
    short: 40,
    relaxes: false,
  },
]

/** Two histories in three have a theme. */
export const anyTheme: fc.Arbitrary<Theme> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(anything) },
  { weight: 2, arbitrary: fc.constantFrom(...themes) },
)
