/** What a story is made of. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { FilledCommand, Target } from "@shifan/service"
import type { ExampleDossier } from "./example-dossiers.js"
import type { ScenarioStep } from "./scenario-runner.js"

/** Yields what is tried and is told whether it was accepted; so that the story can go on either way. */
export type Scenario<A> = Generator<ScenarioStep | Bilingual, A, boolean>

export const matterOf = (one: ExampleDossier, command: FilledCommand): Target => ({
  aggregate: "designation",
  unit: one.uscc,
  command,
})

export const named = ({ name }: ExampleDossier): Bilingual => bilingual(name, name)
