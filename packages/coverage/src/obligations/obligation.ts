/**
 * What a provision obliges, forbids or allows, one by one: a provision with several sentences is not covered because one of
 * them is. Each has a small change to the program that breaks it, and the tests that have to notice.
 */
import { bilingual, type Bilingual, type ProvisionId } from "@shifan/core"

/** `file` from the folder of packages; `from` stands in it exactly once. */
export interface Mutant {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** Tests by their file, from the folder of packages, and a part of their titles. */
export type Tests = { readonly [file: string]: string | ReadonlyArray<string> }

export interface Obligation {
  /** The provision, and a word of its own. */
  readonly id: `${ProvisionId}.${string}`
  readonly kind: "obliges" | "forbids" | "allows"
  readonly text: Bilingual
  /** `null`, with the reason in the text, for what no program can hold. */
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

/** What the text asks of people, and no record of ours can hold them to; `en` says why. */
export const outside = (id: Obligation["id"], zh: string, en: string): Obligation => ({
  id,
  kind: "obliges",
  text: bilingual(zh, en),
  mutant: null,
  tests: {},
})

export const provisionOf = ({ id }: Pick<Obligation, "id">): string => id.slice(0, id.indexOf("."))

/** Every test of an obligation: its file and a part of its title. */
export const testsOf = ({ tests }: Pick<Obligation, "tests">): ReadonlyArray<readonly [file: string, title: string]> =>
  Object.entries(tests).flatMap(([file, titles]) =>
    (typeof titles === "string" ? [titles] : titles).map((title) => [file, title] as const),
  )
