/** The conformance suite on every flawed store, and on a correct one. Run by `broken.long.test.ts`. */
import { storeConformance } from "../../../src/index.js"
import { flaws, type Flaw } from "./flaws.js"
import { plainStore, type Data } from "./plain-store.js"

const stepsOf = (change: Flaw["change"]) => (typeof change === "function" ? change() : change)

const adapterOf = ({ change, keeps = "data", elsewhere }: Pick<Flaw, "change" | "keeps" | "elsewhere">) => {
  let data: Data = { events: [] }
  const worker = { module: new URL("memory-worker.ts", import.meta.url), argument: "" }
  return {
    open: async () => {
      data = { events: [] }
      return plainStore(data, stepsOf(change))
    },
    reopen: async () => plainStore(keeps === "data" ? data : { events: [] }, stepsOf(change)),
    workers: elsewhere ? () => worker : (false as const),
    destroy: async () => {},
  }
}

for (const flaw of [{ name: "no flaw", change: {} }, ...flaws]) storeConformance(flaw.name, adapterOf(flaw))
