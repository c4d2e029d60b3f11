/** One script for both sides: where there is a document it is the page, otherwise the page's worker. */
import { openPage } from "./shell.js"
import { serve } from "./worker.js"

if (typeof document === "undefined") serve()
else openPage(document.body)
