/** A file as rows of cells, independent of its format; forms are searched in it. */
import type { Bilingual } from "@shifan/core"
import type { Doubt } from "./doubt.js"

export interface ReadCell {
  readonly text: string
  readonly place: Bilingual
  /** Starting column within its table. */
  readonly column: number
}

export interface ReadRow {
  /** From 1; outside tables, the number of the line. */
  readonly number: number
  readonly cells: ReadonlyArray<ReadCell>
  /** Rows of a table are consecutive; a line outside tables has `undefined`. */
  readonly table: number | undefined
}

/** The tagged part: a text, or a cell. */
export interface Tagged {
  readonly text: string
  readonly place: Bilingual
  /** A cell that may contain other blanks besides the tagged one. */
  readonly isCell: boolean
}

export interface Grid {
  readonly rows: ReadonlyArray<ReadRow>
  /** A tag copied along with its row occurs several times. */
  readonly tags: ReadonlyMap<string, ReadonlyArray<Tagged>>
  /** Contents that have no certain text, such as a formula in error. */
  readonly doubts: ReadonlyArray<Doubt>
  /** Places with text that nobody sees on the screen or on paper, in Chinese. */
  readonly hidden: ReadonlySet<string>
}

export class Tags {
  readonly #tags = new Map<string, Array<Tagged>>()

  add(tag: string, tagged: Tagged): void {
    const known = this.#tags.get(tag)
    if (known === undefined) this.#tags.set(tag, [tagged])
    else known.push(tagged)
  }

  get all(): ReadonlyMap<string, ReadonlyArray<Tagged>> {
    return this.#tags
  }
}
