/** Fixes the seed, because Stryker identifies a test by its title, and the title of a property contains its seed. */
import fc from "fast-check"
import { env } from "node:process"

const isMutationRun = env["MUTATED_PACKAGE"] !== undefined

fc.configureGlobal({
  seed: 20201112,
  // The first failing case suffices to detect a change; shrinking is only for people.
  endOnFailure: isMutationRun || env["OBLIGATION_CHANGE"] !== undefined,
  // Few runs, because a mutant that survives costs all of them. Properties that set their own number keep it.
  ...(isMutationRun && { numRuns: 25 }),
})
