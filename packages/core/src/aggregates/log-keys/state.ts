/** A log's keys, folded from its stream. */
import type { CivilDate } from "../../law/civil-date.js"
import type { LogKeyEvent, LogKeyRole } from "./event.js"

export interface LogKey {
  readonly key: string
  readonly role: LogKeyRole
  readonly introducedOn: CivilDate
  /** `null` while it signs. */
  readonly retiredOn: CivilDate | null
}

export interface LogKeysState {
  /** In the order they were introduced. */
  readonly keys: ReadonlyArray<LogKey>
  readonly lastEffectiveOn: CivilDate | null
}

export const initialLogKeys: LogKeysState = { keys: [], lastEffectiveOn: null }

export const evolveLogKeys = ({ keys }: LogKeysState, event: LogKeyEvent): LogKeysState => {
  const { effectiveOn } = event
  switch (event.type) {
    case "LogKeyIntroduced": {
      const { key, role } = event.data
      return {
        keys: [...keys, { key, role, introducedOn: effectiveOn, retiredOn: null }],
        lastEffectiveOn: effectiveOn,
      }
    }
    case "LogKeyRetired":
      return {
        keys: keys.map((one) => (one.key === event.data.key ? { ...one, retiredOn: effectiveOn } : one)),
        lastEffectiveOn: effectiveOn,
      }
  }
}

/** The keys that sign now. */
export const signingKeys = ({ keys }: LogKeysState): ReadonlyArray<LogKey> =>
  keys.filter(({ retiredOn }) => retiredOn === null)
