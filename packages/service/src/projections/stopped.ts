/** Why a projection no longer runs. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { Position, ReadError } from "@shifan/event-store"
import type { CheckpointWentBack, ReadModelError, Superseded } from "./read-models.js"

/** The event that could not be applied, before which the read model now stands. */
export interface ProjectionFailed {
  readonly _tag: "ProjectionFailed"
  readonly name: string
  readonly version: number
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly position: Position
  readonly reason: string
}

export type ProjectionStopped =
  | ProjectionFailed
  | CheckpointWentBack
  | Superseded
  | { readonly _tag: "StoreFailed"; readonly name: string; readonly error: ReadError }
  | { readonly _tag: "ReadModelFailed"; readonly name: string; readonly error: ReadModelError }

export const explainStopped = (stopped: ProjectionStopped): Bilingual => {
  switch (stopped._tag) {
    case "ProjectionFailed": {
      const { name, version, stream, revision, type, position, reason } = stopped
      const event = `${stream}@${revision} (${type}, ${position})`
      return bilingual(
        `投影${name}第${version}版停于事件${event}：${reason}`,
        `projection ${name} of version ${version} stopped before ${event}: ${reason}`,
      )
    }
    case "CheckpointWentBack": {
      const { place, stands, asked } = stopped
      return bilingual(
        `投影${place.name}的检查点不得从${stands}退回${asked}`,
        `the checkpoint of projection ${place.name} may not go back from ${stands} to ${asked}`,
      )
    }
    case "Superseded": {
      const { place, by } = stopped
      return bilingual(
        `投影${place.name}第${place.version}版已被${by === undefined ? "移除" : `第${by}版取代`}`,
        `version ${place.version} of projection ${place.name} ${by === undefined ? "was removed" : `gave way to version ${by}`}`,
      )
    }
    case "StoreFailed":
    case "ReadModelFailed": {
      const { name, error } = stopped
      const why = "reason" in error ? `${error._tag}: ${error.reason}` : error._tag
      return stopped._tag === "StoreFailed"
        ? bilingual(`投影${name}读不到事件：${why}`, `projection ${name} cannot read the store: ${why}`)
        : bilingual(`投影${name}的读模型出错：${why}`, `the read model of projection ${name} failed: ${why}`)
    }
  }
}
