import { annexes } from "./annexes.js"
import { articles1To4 } from "./articles-1-to-4.js"
import { article13 } from "./article-13.js"
import { articles11And12 } from "./articles-11-and-12.js"
import { articles14And15 } from "./articles-14-and-15.js"
import { articles16To18 } from "./articles-16-to-18.js"
import { article5Exception } from "./article-5-exception.js"
import { article5Obligations } from "./article-5.js"
import { articles6To10 } from "./articles-6-to-10.js"
import type { Obligation } from "./obligation.js"

export { provisionOf, testsOf, type Mutant, type Obligation, type Tests } from "./obligation.js"

/** In the order of the regulation. */
export const obligations: ReadonlyArray<Obligation> = [
  ...articles1To4,
  ...article5Obligations,
  ...article5Exception,
  ...articles6To10,
  ...articles11And12,
  ...article13,
  ...articles14And15,
  ...articles16To18,
  ...annexes,
]
