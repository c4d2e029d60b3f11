/**
 * Identifies the actor by a bearer token. Replace it with your own: your sign-in must provide an `Actor` (role, code,
 * pseudonym), and nothing in a request's body may influence that.
 */
import { createHash, randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import type { Actor } from "@shifan/core"
import { decode, dictionary } from "@shifan/core/forms"
import { Actor as ActorCodec } from "@shifan/core/registry"
import { jsonIn } from "./json.js"

export type Identify = (token: string) => Actor | undefined

/** The file contains hashes, so that its readers cannot act. A token has 256 bits, so it needs no slow hash. */
const hashOf = (token: string): string => `h${createHash("sha256").update(token).digest("hex").slice(0, 40)}`

/** If the file is missing, makes three identities and prints their tokens, only this once. */
export const identitiesIn = (file: string): Identify => {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(firstIdentities(), null, 2), { mode: 0o600 })
  const json = jsonIn(readFileSync(file))
  if (json._tag === "Left") throw new Error(`${file}:${json.left.line}:${json.left.column}: ${json.left.fault.en}`)
  const actors = decode(dictionary("Identities", ActorCodec), json.right)
  if (actors._tag === "Left") throw new Error(`${file}: ${JSON.stringify(actors.left)}`)
  return (token) => (Object.hasOwn(actors.right, hashOf(token)) ? actors.right[hashOf(token)] : undefined)
}

const firstIdentities = (): Readonly<Record<string, Actor>> => {
  const actors: ReadonlyArray<Actor> = [
    { role: "bureau", code: "130300", officer: "SJ-01" },
    { role: "bureau", code: "130300", officer: "SJ-02" },
    { role: "county", code: "130302", officer: "HG-01" },
  ]
  const identities = actors.map((actor) => ({ actor, token: randomBytes(32).toString("base64url") }))
  for (const { actor, token } of identities) console.log(`${actor.role} ${actor.code} ${actor.officer}: ${token}`)
  return Object.fromEntries(identities.map(({ actor, token }) => [hashOf(token), actor]))
}
