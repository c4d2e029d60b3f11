/** What a story is made of. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { FilledCommand, Target } from "@shifan/service"
import type { Case } from "./example-dossiers.js"
import type { Step } from "./scenario-runner.js"

/** Yields what is tried and is told whether it was accepted; so that the story can go on either way. */
export type Story<A> = Generator<Step | Bilingual, A, boolean>

export const matterOf = (one: Case, command: FilledCommand): Target => ({
  aggregate: "designation",
  unit: one.uscc,
  command,
})

export const named = ({ name }: Case): Bilingual => bilingual(name, name)
