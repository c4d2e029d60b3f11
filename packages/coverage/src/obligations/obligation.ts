/**
 * What a provision obliges, forbids or allows, one item each: covering one sentence of a provision does not cover the others.
 * Each has a small change that breaks the program, and the tests that must detect it.
 */
import { bilingual, type Bilingual, type ProvisionId } from "@shifan/core"

/** `file` relative to the packages folder; `from` occurs in it exactly once. */
export interface Mutant {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** Tests by file, relative to the packages folder, with a part of their titles. */
export type Tests = { readonly [file: string]: string | ReadonlyArray<string> }

export interface Obligation {
  /** The provision, and a distinguishing word. */
  readonly id: `${ProvisionId}.${string}`
  readonly kind: "obliges" | "forbids" | "allows"
  readonly text: Bilingual
  /** `null` for an obligation that no program can enforce; the text gives the reason. */
  readonly mutant: Mutant | null
  readonly tests: Tests
}

type Maker = (
  id: Obligation["id"],
  zh: string,
  en: string,
  mutant: readonly [file: string, from: string, to: string],
  tests: Tests,
) => Obligation

const of =
  (kind: Obligation["kind"]): Maker =>
  (id, zh, en, [file, from, to], tests) => ({ id, kind, text: bilingual(zh, en), mutant: { file, from, to }, tests })

export const obliges = of("obliges")
export const forbids = of("forbids")
export const allows = of("allows")

/** An obligation of people that no record can enforce, and why. */
export const outside = (id: Obligation["id"], what: Bilingual, why: Bilingual): Obligation => ({
  id,
  kind: "obliges",
  text: bilingual(`${what.zh}：${why.zh}`, `${what.en}: ${why.en}`),
  mutant: null,
  tests: {},
})

export const provisionOf = ({ id }: Pick<Obligation, "id">): string => id.slice(0, id.indexOf("."))

/** Every test of an obligation: its file and a part of its title. */
export const testsOf = ({ tests }: Pick<Obligation, "tests">): ReadonlyArray<readonly [file: string, title: string]> =>
  Object.entries(tests).flatMap(([file, titles]) =>
    (typeof titles === "string" ? [titles] : titles).map((title) => [file, title] as const),
  )
