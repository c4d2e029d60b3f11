import { memoryStore } from "@shifan/event-store"
import { storeConformance } from "../../src/index.js"

storeConformance("in memory", { open: async () => memoryStore(), destroy: async () => {} })
