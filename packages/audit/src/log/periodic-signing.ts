/** Signing on a cadence. There is no clock here: whoever has one ticks. */
import type { Either } from "fp-ts/lib/Either.js"
import type { SignedCheckpoint, SigningFault } from "./signing.js"
import { signCheckpoint, type Signing } from "./signing.js"

/**
 * Signs at each tick, and goes on after a fault; a tick that comes while it signs is served afterwards. In Node:
 * `signEvery(setInterval(600_000), signing)`, with `setInterval` of `node:timers/promises`.
 */
export async function* signEvery(
  ticks: AsyncIterable<unknown>,
  signing: Signing,
): AsyncIterable<Either<SigningFault, SignedCheckpoint>> {
  for await (const _ of ticks) yield await signCheckpoint(signing)()
}
