/** An event to append. */
import { randomUUID } from "node:crypto"
import type { NewEvent } from "@shifan/event-store"

export const event = (text = "{}"): NewEvent => ({
  id: randomUUID(),
  type: "Happened",
  leaf: new TextEncoder().encode(text),
})
