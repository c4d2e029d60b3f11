import type { AnyAggregate } from "@shifan/core"
import { quotaUse, type QuotaUse } from "@shifan/core/registry"

interface OfBureau {
  readonly aggregate: Pick<AnyAggregate, "name" | "quotas">
  readonly division: string
}

/** Counts the use of quotas per aggregate and bureau; `undefined` for an aggregate without quotas. */
export const quotaUseByBureau = (): ((of: OfBureau) => QuotaUse | undefined) => {
  const all = new Map<string, QuotaUse>()
  return ({ aggregate: { name, quotas }, division }) => {
    const known = all.get(`${name} ${division}`)
    if (known !== undefined || quotas === undefined) return known
    const use = quotaUse(quotas)
    all.set(`${name} ${division}`, use)
    return use
  }
}
