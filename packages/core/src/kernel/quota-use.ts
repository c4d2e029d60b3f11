/**
 * Quotas: how many streams of an aggregate may have something at once, such as a certification in a call. A stream does not
 * know the others, so they are counted outside: by the service before it appends, and by the auditor in log order.
 */
import type { AnyCommand, AnyEvent } from "./act.js"
import type { Context } from "./context.js"
import type { RefusalIn } from "./refusal.js"

/** The quotas of an aggregate. `Taken` is the state kept for one stream. */
export interface QuotaRules<Taken, EventType extends string, Phase extends string> {
  /** Event types that matter. */
  readonly types: ReadonlyArray<EventType>
  /** State before the first event. */
  readonly none: Taken
  /** State after an event. Total. */
  after(taken: Taken, event: AnyEvent, revision: number): Taken
  /** Names of the quotas that a stream counts towards. */
  usedBy(taken: Taken): ReadonlyArray<string>
  /** The quotas that apply to a command. */
  applyingTo(context: Pick<Context, "law" | "effectiveOn">, command: AnyCommand, taken: Taken): ReadonlyArray<Quota>
  /** The refusal of a command whose quota is used up. `held`: number of other streams that count towards it. */
  refusal(context: Pick<Context, "law" | "effectiveOn">, quota: Quota, held: number): RefusalIn<string, Phase>
}

/** A quota by its name, and how many streams may count towards it at once. */
export interface Quota {
  readonly name: string
  readonly most: number
}

/** The streams that count towards each quota, from the events read so far. */
export interface QuotaUse {
  readonly takenBy: (key: string) => unknown
  /** Takes the next event of the stream with this key. */
  readonly next: (key: string, event: AnyEvent, revision: number) => void
  readonly refusals: (
    context: Pick<Context, "law" | "effectiveOn">,
    command: AnyCommand,
    key: string,
  ) => ReadonlyArray<RefusalIn<string, string>>
}

/** Counts the use of quotas while the events of all streams are read. */
export const quotaUse = (rules: QuotaRules<unknown, string, string>): QuotaUse => {
  const all = new Map<string, unknown>()
  const users = new Map<string, Set<string>>()
  const takenBy = (key: string): unknown => all.get(key) ?? rules.none
  return {
    takenBy,
    next: (key, event, revision) => {
      if (!rules.types.includes(event.type)) return
      const before = takenBy(key)
      const after = rules.after(before, event, revision)
      for (const name of rules.usedBy(before)) users.get(name)?.delete(key)
      for (const name of rules.usedBy(after)) users.set(name, (users.get(name) ?? new Set()).add(key))
      all.set(key, after)
    },
    refusals: (context, command, key) =>
      rules.applyingTo(context, command, takenBy(key)).flatMap((quota) => {
        const others = [...(users.get(quota.name) ?? [])].filter((user) => user !== key).length
        return others >= quota.most ? [rules.refusal(context, quota, others)] : []
      }),
  }
}
