import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { v5 } from "uuid"
import { eventId } from "../src/event-id.js"

describe("art_16: the id of an event", () => {
  test.prop([fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] }), fc.nat({ max: 100_000 })])(
    "is the UUID version 5 of the command's id and the event's number, as the uuid library computes it",
    (commandId, number) => {
      expect(eventId(commandId, number)).toBe(v5(String(number), commandId))
    },
  )
})
