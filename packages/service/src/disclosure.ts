/** Art. 16: what was sealed, shown to somebody in scope, with the salt by which it can be checked against the log. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, Sealed, type FormIssue, type Uscc } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import type { Target } from "./request.js"
import { commitmentTo, decrypt, saltOf } from "./sealing.js"
import type { Vault, VaultError } from "./vault.js"

/** `salt` in hex. The event at `revision` of the unit's stream holds the commitment. */
export interface Disclosure {
  readonly revision: number
  readonly path: string
  readonly value: string
  readonly salt: string
  readonly sealed: string
}

/** Whether value and salt are what the commitment was made of. */
export const matchesCommitment = ({ salt, value, sealed }: Disclosure): boolean =>
  commitmentTo(Buffer.from(salt, "hex"), value).sealed === sealed

/** The paths of an opening at which the vault keeps nothing: never filed, or erased. Checked before the opening is recorded. */
export const undisclosable = async (
  vault: Vault,
  target: Target,
): Promise<E.Either<VaultError, ReadonlyArray<FormIssue>>> => {
  if (target.aggregate !== "designation" || target.command.type !== "OpenPersonalData") return E.right([])
  const { paths } = target.command.data
  return E.map((kept: ReadonlyArray<{ readonly path: string }>) => {
    const known = [...new Set(kept.map(({ path }) => path))]
    return paths.flatMap((path, i): ReadonlyArray<FormIssue> =>
      known.includes(path)
        ? []
        : [
            {
              path: `paths.${i}`,
              expected: bilingual(
                known.length === 0 ? "该单位没有可调阅的个人信息" : `下列之一：${known.join("、")}`,
                known.length === 0 ? "nothing: this unit has no personal data to open" : `one of ${known.join(", ")}`,
              ),
              got: path,
            },
          ],
    )
  })(await vault.values(target.unit)())
}

/** Every value of a unit at those paths, with the commitment its event holds. */
export const disclosuresOf = async (
  vault: Vault,
  unit: Uscc,
  history: ReadonlyArray<Envelope>,
  paths: ReadonlyArray<string>,
): Promise<E.Either<VaultError, ReadonlyArray<Disclosure>>> => {
  const kept = await vault.values(unit)()
  if (E.isLeft(kept)) return kept
  const openings: Array<Disclosure> = []
  for (const one of kept.right.filter(({ path }) => paths.includes(path))) {
    const key = await vault.key(one)()
    if (E.isLeft(key)) return key
    const event = history.find(({ commandId }) => commandId === one.commandId)
    const value = key.right && decrypt(key.right, one)
    const commitment = Sealed.decode(event && valueAt(event.data, one.path))
    if (key.right === undefined || value === undefined || event === undefined || E.isLeft(commitment)) continue
    const salt = Buffer.from(saltOf(key.right, one.commandId, one.path)).toString("hex")
    openings.push({ revision: event.revision, path: one.path, value, salt, sealed: commitment.right.sealed })
  }
  return E.right(openings.toSorted((a, b) => a.revision - b.revision || (a.path < b.path ? -1 : 1)))
}

/** `form.basic.investors.0.name` in an event's data. */
const valueAt = (data: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), data)
