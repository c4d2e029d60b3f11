/** Where a tile or an entry bundle lies (C2SP tlog-tiles). Tiles are 8 levels high, 256 hashes wide; no other height is. */
import * as E from "fp-ts/lib/Either.js"

export const tileHeight = 8
export const tileWidth = 256

export interface TileName {
  /** 0 to 63 for hashes, level 0 being the leaves' own. */
  readonly level: number | "entries"
  /** The tile's place within its level, from 0. */
  readonly index: number
  /** Hashes or entries in it: 1 to 256, a partial tile having fewer than 256. */
  readonly width: number
}

export interface BadTilePath {
  readonly _tag: "BadTilePath"
  readonly path: string
}

/** Index 1234067 at level 0, 5 hashes wide: `tile/0/x001/x234/067.p/5`. */
export const tilePath = ({ level, index, width }: TileName): string => {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? []
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/")
  return `tile/${level}/${place}${width < tileWidth ? `.p/${width}` : ""}`
}

/** Sixteen digits hold 2^53 − 1; a path has no second spelling. */
const shape = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/

/** One path names one tile: leading zeroes, empty groups and a full tile called partial are refused. */
export const parseTilePath = (path: string): E.Either<BadTilePath, TileName> => {
  const [, level, place, partial] = shape.exec(path) ?? []
  const name: TileName = {
    level: level === "entries" ? level : Number(level),
    index: Number(place?.replace(/[x/]/g, "")),
    width: partial === undefined ? tileWidth : Number(partial),
  }
  const lawful = (name.level === "entries" || name.level <= 63) && name.width >= 1 && Number.isSafeInteger(name.index)
  return lawful && tilePath(name) === path ? E.right(name) : E.left({ _tag: "BadTilePath", path })
}
