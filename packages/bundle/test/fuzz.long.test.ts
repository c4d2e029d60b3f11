import { testSpoiltBundles } from "./spoilt-bundles.js"

// `SHIFAN_SEED=1 SHIFAN_FUZZ=100000` runs other bundles, and more of them.
testSpoiltBundles(Number(process.env["SHIFAN_FUZZ"] ?? 2000))
