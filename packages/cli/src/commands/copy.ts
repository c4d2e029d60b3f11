/** A history moves house: copied to another store in its order, then both are read in full and compared. */
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  compareLogs,
  copyLog,
  type Comparison,
  type Copied,
  type CopyError,
  type EventStore,
} from "@shifan/event-store"
import { addressOf, shown, vaultFileOf, type StoreAddress } from "../address.js"
import { storeFailure } from "../failures.js"
import { logHash } from "../log-hash.js"
import { openStore, type How } from "../opening.js"
import { usage, type Failure, type Output } from "../outcome.js"
import { progress } from "../progress.js"
import { paint, say, type World } from "../surroundings.js"
import { departed, differing, told } from "../view/departure.js"
import { confirmed } from "./act.js"

export const copy = async (world: World, from: string, to: string): Promise<E.Either<Failure, Output>> => {
  const ends = endsOf(from, to)
  if (E.isLeft(ends)) return ends
  const { source, target } = ends.right
  const { zh, en } = bilingual(
    `将${shown(source)}的历史复制到${shown(target)}`,
    `${shown(source)} is copied to ${shown(target)}`,
  )
  const agreed = await confirmed(world, say(world, { zh, en }))
  if (E.isLeft(agreed)) return agreed
  return using(source, { readOnly: true }, async (events) => {
    // Each commit need not wait for the disk: a copy that was cut off goes on, and closing the file syncs it.
    const copied = await using(target, { create: true, synchronous: "NORMAL" }, async (copies) => {
      const telling = progress(world, () => performance.now())
      const done = await copyLog(events, copies, telling.at)()
      telling.done()
      return E.mapLeft((error: CopyError) => copyFailure(error, ends.right))(done)
    })
    if (E.isLeft(copied)) return copied
    const compared = await using(target, { readOnly: true }, async (copies) => {
      const telling = progress(world, () => performance.now(), copied.right.events)
      const done = await compareLogs(events, copies, logHash, telling.at)()
      telling.done()
      return E.mapLeft((error: CopyError) => copyFailure(error, ends.right))(done)
    })
    if (E.isLeft(compared)) return compared
    return compared.right.same
      ? E.right(verified(world, ends.right, copied.right, compared.right))
      : E.left(differing(shown(source), shown(target), compared.right))
  })
}

interface Ends {
  readonly source: StoreAddress
  readonly target: StoreAddress
}

const endsOf = (from: string, to: string): E.Either<Failure, Ends> => {
  const [source, target] = [addressOf(from), addressOf(to)]
  if (E.isLeft(source)) return source
  if (E.isLeft(target)) return target
  const ends = { source: source.right, target: target.right }
  if (ends.source._tag === "Memory" || ends.target._tag === "Memory")
    return E.left(usage("memory:在程序之外没有内容", "memory: holds nothing beyond the program"))
  return placeOf(ends.source) === placeOf(ends.target)
    ? E.left(usage("来源与目标相同", "from and to are the same store"))
    : E.right(ends)
}

const placeOf = (address: StoreAddress): string => (address._tag === "Sqlite" ? resolve(address.file) : shown(address))

/** Opens, works, and closes whatever comes of it. */
const using = async <A>(
  address: StoreAddress,
  how: How,
  work: (store: EventStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const opened = await openStore(address, how)
  if (E.isLeft(opened)) return opened
  try {
    return await work(opened.right.store)
  } finally {
    await opened.right.store.close()
  }
}

const copyFailure = (error: CopyError, { source, target }: Ends): Failure => {
  const [from, to] = [shown(source), shown(target)]
  if (error._tag === "Departure") return departed(from, to, error)
  const failure = storeFailure(error.error)
  const where = error._tag === "SourceFailed" ? from : to
  const { zh, en } = failure.message
  return {
    ...failure,
    message: bilingual(`${where}：${zh}`, `${where}: ${en}`),
    hint: bilingual("再次运行即从中断处继续", "run it again, and it goes on where it ended"),
  }
}

const verified = (world: World, ends: Ends, { appended }: Copied, { source: figures }: Comparison): Output => {
  const [from, to] = [shown(ends.source), shown(ends.target)]
  const { events, streams, root } = told(figures)
  const vault = vaultFileOf(ends.source, world.settings.vault)
  const stays = vault !== undefined && existsSync(vault) ? vault : null
  const remark = bilingual(
    `个人信息不在其中，仍在${stays}；今后办理请加--vault ${stays}`,
    `Personal data are not in it: they lie in ${stays}. Go on with --vault ${stays}`,
  )
  const verdict = bilingual(
    `✓ 复制${appended}条（此前已有${events - appended}条），两处逐字节一致：${events}条事件，${streams}个流，根${root}`,
    `✓ ${appended} events copied, ${events - appended} were there; both are the same, byte for byte: ${events} events in ${streams} streams, root ${root}`,
  )
  return {
    json: { from, to, appended, events, streams, root, same: true, vault: stays },
    text: [paint(world, "green", say(world, verdict)), ...(stays === null ? [] : [say(world, remark)])].join("\n"),
  }
}
