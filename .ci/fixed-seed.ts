/** Stryker knows a test by its title, and the title of a property has its seed. */
import fc from "fast-check"

fc.configureGlobal({ seed: 20201112 })
