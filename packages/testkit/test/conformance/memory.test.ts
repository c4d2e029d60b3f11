import { memoryStore } from "@shifan/event-store"
import { leafLogConformance, storeConformance } from "../../src/index.js"

const inMemory = { open: async () => memoryStore(), destroy: async () => {}, reopen: false, workers: false } as const

storeConformance("in memory", inMemory)

leafLogConformance("in memory", { ...inMemory, tamper: false })
