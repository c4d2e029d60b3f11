/** Another process, which has a memory of its own. */
import type { OpenInWorker } from "../../../src/index.js"
import { plainStore } from "./plain-store.js"

export const open: OpenInWorker = async () => plainStore()
