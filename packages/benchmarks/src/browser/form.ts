/** What a form in a browser needs of `core`: decode what is filled in, check it while one types, explain in both languages. */
export { applicationForm, asFilled, decode, Dossier, selfCheck } from "@shifan/core"
export { qinhuangdao2020 } from "@shifan/core/regulations"
export { changeText, divergenceText, figuresText, verdictNames } from "@shifan/core/messages"
