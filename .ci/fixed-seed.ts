/** Fixes the seed, because Stryker identifies a test by its title, and the title of a property contains its seed. */
import fc from "fast-check"

// The first failing case suffices to detect a change; shrinking is only for people.
fc.configureGlobal({ seed: 20201112, endOnFailure: process.env["OBLIGATION_CHANGE"] !== undefined })
