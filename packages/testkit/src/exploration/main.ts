/**
 * `npm run explore [READING…]`: explores the law, and a unit that may move, under every option of every reading. Prints for each the
 * number of states reached and of steps tried.
 */
import { argv, stdout } from "node:process"
import { betweenCounties } from "./between-counties.js"
import { designationSpace, lawsOfEveryOption } from "./designation-space.js"
import { explore, type Exploration } from "./explore.js"
import { lawOfDirectApplication, lawsWithQuotas } from "./other-texts.js"
import { withPlaces } from "./places-of-a-call.js"
import { callSpace, instrumentSpace } from "./legislation-space.js"

const words = argv.slice(2)
const subjects = [
  { name: "instruments", exploration: (): Exploration<unknown> => explore(instrumentSpace()) },
  { name: "calls", exploration: (): Exploration<unknown> => explore(callSpace()) },
  ...[...lawsOfEveryOption, lawOfDirectApplication].map(({ name, law }) => ({
    name,
    exploration: (): Exploration<unknown> => explore(betweenCounties(designationSpace(law))),
  })),
  ...lawsWithQuotas.map(({ name, law }) => ({
    name,
    exploration: (): Exploration<unknown> => explore(betweenCounties(withPlaces(designationSpace(law)))),
  })),
]

for (const { name, exploration } of subjects) {
  if (words.length > 0 && !words.some((word) => name.includes(word))) continue
  const began = performance.now()
  const { states } = exploration()
  const steps = [...states.values()].reduce((total, state) => total + state.steps.length, 0)
  const tried = [...states.values()].reduce((total, state) => total + state.tried, 0)
  const time = Math.round(performance.now() - began)
  stdout.write(`${name}: ${states.size} states, ${steps} steps of ${tried} tried, ${time} ms\n`)
}
