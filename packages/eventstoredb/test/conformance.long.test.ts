import { longStoreConformance } from "@shifan/testkit"
import { realServers, wireAdapter } from "./adapters.js"

longStoreConformance("EventStoreDB, on the wire", wireAdapter())

for (const adapter of realServers()) longStoreConformance("EventStoreDB, a real server", adapter)
