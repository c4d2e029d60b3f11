export { alterationsOf, type Alteration } from "./alterations.js"
export { forge, signHistory, type Change } from "./forge.js"
