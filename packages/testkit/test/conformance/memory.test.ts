import { memoryStore } from "@shifan/event-store"
import { leafLogConformance, storeConformance } from "../../src/index.js"

storeConformance("in memory", { open: async () => memoryStore(), destroy: async () => {} })

leafLogConformance("in memory", { open: async () => memoryStore(), destroy: async () => {} })
