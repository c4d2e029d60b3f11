/** Stryker knows a test by its title, and the title of a property has its seed. */
import fc from "fast-check"

// A change is noticed by the first case that fails; the smallest one is for people.
fc.configureGlobal({ seed: 20201112, endOnFailure: process.env["OBLIGATION_CHANGE"] !== undefined })
