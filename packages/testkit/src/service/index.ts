export { enactTarget, openCallTarget, testService, type TestService, type TestServiceOptions } from "./test-service.js"
export { bureauModel, type BureauAdapter, type BureauModelOptions, type BureauModelResult } from "./bureau-model.js"
export { lawRequests, requestOf } from "./filled-requests.js"
export { attemptsOf, historyThrough, type ThroughOptions } from "./history-through.js"
