/** The lines a worker writes to its standard output. */

export interface Raced {
  readonly stream: string
  readonly id: string
  readonly outcome: string
}

/** An append of these ids, of which the first has this revision, was acknowledged. */
export interface Acknowledged {
  readonly stream: string
  readonly revision: number
  readonly ids: ReadonlyArray<string>
}
