import { testSpoiltBundles } from "./spoilt-bundles.js"

testSpoiltBundles(150)
