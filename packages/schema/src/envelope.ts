/** Codec of a stored event. `docs/wire-format.md` explains it field by field. */
import type * as t from "io-ts"
import { CivilDate, Count } from "@shifan/core"
import { Identifier, list, nullable, oneOf, record, tagged, type Cases } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { Actor } from "@shifan/core/registry"
import type { Basis, Envelope } from "@shifan/event-store"
import { eventCodecs } from "./events.js"
import { ProvisionIdCodec, ReadingChoicesCodec, RuleAppliedCodec, Sha256, StoredUuid } from "./values.js"

/** `Envelope` with the type of `recordedAt` narrowed. */
interface Recorded extends Envelope {
  readonly recordedAt: Instant
}

const basis = list(record<Basis>("Basis", { stream: Identifier, revision: Count }), { to: 1000 })

const envelopeOf = (type: string, data: t.Mixed): t.Type<Recorded, unknown> =>
  record<Recorded>(`${type}Event`, {
    id: StoredUuid,
    type: oneOf("EventType", [type]),
    schemaVersion: Count,
    stream: Identifier,
    revision: Count,
    previous: nullable(Sha256),
    recordedAt: Instant,
    effectiveOn: CivilDate,
    actor: Actor,
    provisions: list(ProvisionIdCodec),
    rule: nullable(RuleAppliedCodec),
    readings: ReadingChoicesCodec,
    basis,
    commandId: StoredUuid,
    correlationId: StoredUuid,
    causationId: nullable(StoredUuid),
    data,
  })

const codecs: ReadonlyArray<[string, t.Mixed]> = Object.entries(eventCodecs)

/** Any stored event, discriminated by `type`. */
export const EventCodec: t.Type<Recorded, unknown> = tagged<Recorded, "type">(
  "Event",
  "type",
  Object.fromEntries(codecs.map(([type, data]) => [type, envelopeOf(type, data)])) as Cases<Recorded, "type">,
)
