/** Values of form fields that a regulation adds to the annexes, by kind and name. */
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { dictionary, recordWith } from "../codec/record.js"
import { Count } from "./quantity.js"
import type { Representation } from "./representation.js"
import { Line } from "./text.js"

/** The regulation declares the names and their kinds in its `extensions`. */
export interface Extensions {
  readonly count?: { readonly [name: string]: number }
  /** In 1/100 %. */
  readonly share?: { readonly [name: string]: number }
  /** In fen. */
  readonly money?: { readonly [name: string]: number }
  readonly date?: { readonly [name: string]: CivilDate }
  readonly word?: { readonly [name: string]: string }
}

/** The kind of value of a regulation's own form field. */
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
