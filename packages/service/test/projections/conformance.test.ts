import {
  documentReadModels,
  memoryReadModels,
  type Cell,
  type Documents,
  type MemoryReadModels,
} from "../../src/index.js"
import { readModelConformance } from "@shifan/testkit/read-models"
import { engineInMemory, type EngineInMemory } from "./crashing-engine.js"

type Journal = ReadonlyArray<string>

let memory: MemoryReadModels<Journal> = memoryReadModels()
const inMemory = () => Promise.resolve({ models: memory, read: async (name: string) => memory.read(name) })

readModelConformance<Cell<Journal>>("in memory", {
  open: () => {
    memory = memoryReadModels()
    return inMemory()
  },
  reopen: inMemory,
  destroy: () => Promise.resolve(),
  prepare: (cell) => cell.set([]),
  write: (cell, line) => cell.set([...(cell.get() ?? []), line]),
})

let engine: EngineInMemory<Journal> = engineInMemory()
const onEngine = () =>
  Promise.resolve({ models: documentReadModels(engine), read: async (name: string) => engine.read(name, "all") })

readModelConformance<Documents<Journal>>("as documents", {
  open: () => {
    engine = engineInMemory()
    return onEngine()
  },
  reopen: onEngine,
  destroy: () => Promise.resolve(),
  prepare: ({ update }) => update("all", () => []),
  write: ({ update }, line) => update("all", (lines = []) => [...lines, line]),
  transactions: false,
})
