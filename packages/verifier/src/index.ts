/** The page as a file, for whoever hands it out. */
import { readFile } from "node:fs/promises"
import * as TE from "fp-ts/lib/TaskEither.js"

/** It is made by the build, not by the compiler, and lies beside what the compiler makes. */
const place = new URL("../dist/verifier.html", import.meta.url)

/** The build that makes the page was not run. */
export interface PageMissing {
  readonly _tag: "PageMissing"
}

/** The bytes of `verifier.html`; the same source gives the same. */
export const verifierPage: TE.TaskEither<PageMissing, Uint8Array> = TE.tryCatch(
  async () => new Uint8Array(await readFile(place)),
  () => ({ _tag: "PageMissing" }),
)
