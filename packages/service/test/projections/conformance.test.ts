import { readModelConformance } from "@shifan/testkit/read-models"
import {
  documentReadModels,
  memoryReadModels,
  type Cell,
  type Documents,
  type MemoryReadModels,
} from "../../src/index.js"
import { memoryEngine, type MemoryEngine } from "./document-engine.js"
import type { Journal } from "./journal.js"

let models: MemoryReadModels<Journal> = memoryReadModels()
const openMemory = () => Promise.resolve({ models, read: async (name: string) => models.read(name) })

readModelConformance<Cell<Journal>>("in memory", {
  open: () => {
    models = memoryReadModels()
    return openMemory()
  },
  reopen: openMemory,
  destroy: () => Promise.resolve(),
  prepare: (cell) => cell.set([]),
  write: (cell, line) => cell.set([...(cell.get() ?? []), line]),
})

let engine: MemoryEngine<Journal> = memoryEngine()
const openEngine = () =>
  Promise.resolve({ models: documentReadModels(engine), read: async (name: string) => engine.read(name, "all") })

readModelConformance<Documents<Journal>>("as documents", {
  open: () => {
    engine = memoryEngine()
    return openEngine()
  },
  reopen: openEngine,
  destroy: () => Promise.resolve(),
  prepare: ({ update }) => update("all", () => []),
  write: ({ update }, line) => update("all", (lines = []) => [...lines, line]),
  transactions: false,
})
