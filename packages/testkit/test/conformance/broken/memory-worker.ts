/** Another process, which has its own memory. */
import type { OpenInWorker } from "../../../src/index.js"
import { plainStore } from "./plain-store.js"

export const open: OpenInWorker = async () => plainStore()
