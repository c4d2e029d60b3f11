import { longStoreConformance } from "@shifan/testkit"
import { adapterOn } from "./adapter.js"

longStoreConformance("SQLite", adapterOn())
