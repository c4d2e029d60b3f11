/** A file as rows of cells, whichever program wrote it: what the form is then looked for in. */
import type { Bilingual } from "@shifan/core"

export interface ReadCell {
  readonly text: string
  readonly place: Bilingual
  /** Where it begins, in columns of its table. */
  readonly column: number
}

export interface ReadRow {
  /** From 1; of a line outside of tables, which line it is. */
  readonly number: number
  readonly cells: ReadonlyArray<ReadCell>
  /** Rows of one table follow each other; a line of text outside of tables is in none. */
  readonly table: number | undefined
}

/** What a tag marks: a text of its own, or a cell. */
export interface Tagged {
  readonly text: string
  readonly place: Bilingual
  /** A cell that may have other blanks beside the tagged one. */
  readonly isCell: boolean
}

export interface Grid {
  readonly rows: ReadonlyArray<ReadRow>
  /** A tag that was copied with its row stands at several places. */
  readonly tags: ReadonlyMap<string, ReadonlyArray<Tagged>>
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
