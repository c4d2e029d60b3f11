/** `npm run explore [READING…]`: explores what can become of a unit under every option of every reading, and prints how far it went. */
import { argv, stdout } from "node:process"
import { lawsOfEveryOption, designationSpace } from "./designation-space.js"
import { explore } from "./explore.js"

const words = argv.slice(2)
const chosen = lawsOfEveryOption.filter((one) => words.length === 0 || words.some((word) => one.name.includes(word)))

for (const { name, law } of chosen) {
  const began = performance.now()
  const { states } = explore(designationSpace(law))
  const steps = [...states.values()].reduce((total, state) => total + state.steps.length, 0)
  const tried = [...states.values()].reduce((total, state) => total + state.tried, 0)
  const time = Math.round(performance.now() - began)
  stdout.write(`${name}: ${states.size} states, ${steps} steps of ${tried} tried, ${time} ms\n`)
}
