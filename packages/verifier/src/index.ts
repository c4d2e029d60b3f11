import { readFile } from "node:fs/promises"
import * as TE from "fp-ts/lib/TaskEither.js"

/** Written by `build/main.ts`, not by the compiler. */
const file = new URL("../dist/verifier.html", import.meta.url)

/** The page has not been built: run `npm run verifier`. */
export interface PageMissing {
  readonly _tag: "PageMissing"
}

/** The bytes of `verifier.html`. The same source always gives the same bytes. */
export const verifierPage: TE.TaskEither<PageMissing, Uint8Array> = TE.tryCatch(
  async () => new Uint8Array(await readFile(file)),
  () => ({ _tag: "PageMissing" }),
)
