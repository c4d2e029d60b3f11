/** What a regulation's own form asks beyond the annexes: values by name, apart by their kind. */
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { dictionary, recordWith } from "../codec/record.js"
import { Count } from "./quantity.js"
import type { Representation } from "./representation.js"
import { Line } from "./text.js"

/** Which names there are, and of which kind each is, the regulation declares in `extensions`. */
export interface Extensions {
  readonly count?: { readonly [name: string]: number }
  /** In 1/100 %. */
  readonly share?: { readonly [name: string]: number }
  /** In fen. */
  readonly money?: { readonly [name: string]: number }
  readonly date?: { readonly [name: string]: CivilDate }
  readonly word?: { readonly [name: string]: string }
}

/** The kinds of values that a regulation's own form fields may have. */
export type ExtensionKind = keyof Extensions

export const extensions = <P>({ share, amount }: Representation<P>): t.Type<Extensions, unknown> =>
  recordWith<unknown, Required<Extensions>>(
    "Extensions",
    {},
    {
      count: dictionary("Extensions", Count),
      share: dictionary("Extensions", share),
      money: dictionary("Extensions", amount),
      date: dictionary("Extensions", CivilDate),
      word: dictionary("Extensions", Line),
    },
  )
