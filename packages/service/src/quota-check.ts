import type { AnyRefusal, Registry } from "@shifan/core"
import { quotaUse, type QuotaUse } from "@shifan/core/registry"
import type { EventStore, ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Loaded } from "./decision.js"
import type { Request } from "./request.js"
import { unreadEvents } from "./unread-events.js"

/** Enforces quotas, which limit how many streams may have something at once, such as a recommendation by a county. */
export interface QuotaCheck {
  /** Whether the request would count towards a quota. */
  readonly isLimited: (loaded: Loaded, request: Request<Registry>) => boolean
  /** Refusals if a quota is used up in the store as it is now. */
  readonly refusals: (
    loaded: Loaded,
    request: Request<Registry>,
  ) => Promise<E.Either<ReadError, ReadonlyArray<AnyRefusal>>>
}

interface Known {
  readonly use: QuotaUse
  readonly readOn: ReturnType<typeof unreadEvents>
}

const isLimited: QuotaCheck["isLimited"] = ({ aggregate: { quotas }, law, taken }, { target, effectiveOn }) =>
  quotas !== undefined && quotas.applyingTo({ law: law.applicable, effectiveOn }, target.command, taken).length > 0

/** Caches the use of quotas by aggregate. Reads nothing while no quota applies. */
export const quotaCheck = (store: EventStore, division: string, registry: Registry): QuotaCheck => {
  const byAggregate = new Map<string, Known>()

  return {
    isLimited,
    refusals: async (loaded, request) => {
      const { aggregate, law } = loaded
      const { quotas, name } = aggregate
      if (quotas === undefined || !isLimited(loaded, request)) return E.right([])
      const known = byAggregate.get(name) ?? {
        use: quotaUse(quotas),
        readOn: unreadEvents(store, division, registry, { aggregate, types: quotas.types }),
      }
      byAggregate.set(name, known)
      const read = await known.readOn((key, envelope) => known.use.next(key, envelope, envelope.revision))
      if (E.isLeft(read)) return read
      const { command, key } = request.target
      return E.right(known.use.refusals({ law: law.applicable, effectiveOn: request.effectiveOn }, command, key))
    },
  }
}
