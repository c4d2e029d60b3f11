/** The smallest sets of changes after which a case would meet the conditions, each change with the conditions it serves. */
import type { ConditionId } from "../law/provision.js"
import { parameterOf } from "../law/readings.js"
import { holds, levels, nodeOf, type Assessment } from "./assessment.js"
import { withChange, type Change } from "./change.js"
import { exceptionsIn, reaches, withParts, type Criterion, type Except } from "./criterion.js"
import { evaluate } from "./evaluate.js"
import type { Evidence } from "./evidence.js"
import { groundsOf, keyOf, repaired, type Leaf } from "./repair.js"

export interface MinimalChanges {
  /** Sets of the same, smallest number of changes; none where the case is met as it is, or nothing would make it so. */
  readonly sets: ReadonlyArray<ReadonlyArray<Change>>
  /** There are more sets of this size than are listed. */
  readonly more: boolean
}

type Changes = ReadonlyArray<Change>

const mostSets = 12
const mostPlans = 64

export const minimalChanges = (criterion: Criterion, evidence: Evidence): MinimalChanges => {
  const bare = evaluate(criterion, evidence)
  if (holds(bare.verdict)) return { sets: [], more: false }
  const plans = leavesToHold(criterion, evidence)
  const candidates = plans.flatMap((leaves) =>
    worlds(criterion, bare).flatMap((world) => inWorld(world, leaves, bare, evidence)),
  )
  const sound = candidates.filter((set) => holds(evaluate(criterion, set.reduce(withChange, evidence)).verdict))
  const fewest = Math.min(...sound.map((set) => set.length))
  const smallest = leastOf(distinct(sound.filter((set) => set.length === fewest)))
  return { sets: smallest.slice(0, mostSets), more: smallest.length > mostSets }
}

const distinct = (sets: ReadonlyArray<Changes>): ReadonlyArray<Changes> => {
  const byContent = new Map(sets.map((set) => [JSON.stringify(set), set]))
  return [...byContent.values()]
}

/** Of two sets that change the same things, the one that asks for less. */
const leastOf = (sets: ReadonlyArray<Changes>): ReadonlyArray<Changes> =>
  sets.filter((set, i) => !sets.some((other, j) => i !== j && asksLess(other, set) && (j < i || !asksLess(set, other))))

const asksLess = (one: Changes, other: Changes): boolean => {
  const asked = new Map(other.map((change) => [keyOf(change), change]))
  return one.every((change) => {
    const against = asked.get(keyOf(change))
    if (change._tag === "Figure") return against?._tag === "Figure" && change.to <= against.to
    if (change._tag === "Wait") return against?._tag === "Wait" && change.to <= against.to
    if (change._tag === "Date") return against?._tag === "Date" && change.noLaterThan >= against.noLaterThan
    return against !== undefined
  })
}

/** Which leaves have to hold: all of them, or so many of a group's parts, those that hold already before others. */
const leavesToHold = (criterion: Criterion, evidence: Evidence): ReadonlyArray<ReadonlyArray<Leaf>> => {
  switch (criterion._tag) {
    case "Group": {
      const isHolding = (part: Criterion): boolean => holds(evaluate(part, evidence).verdict)
      const [holding, failing] = [criterion.of.filter(isHolding), criterion.of.filter((part) => !isHolding(part))]
      const kept = Math.min(criterion.n, holding.length)
      return choices(holding, kept).flatMap((keep) =>
        choices(failing, criterion.n - kept).flatMap((fix) =>
          [...keep, ...fix].reduce<ReadonlyArray<ReadonlyArray<Leaf>>>(
            (all, part) => product(all, leavesToHold(part, evidence), mostPlans),
            [[]],
          ),
        ),
      )
    }
    case "Except":
      return leavesToHold(criterion.in, evidence)
    default:
      return [[criterion]]
  }
}

const choices = <A>(of: ReadonlyArray<A>, n: number): ReadonlyArray<ReadonlyArray<A>> => {
  const [first, ...rest] = of
  if (n === 0) return [[]]
  if (first === undefined) return []
  return [...choices(rest, n - 1).map((chosen) => [first, ...chosen]), ...choices(rest, n)].slice(0, mostPlans)
}

const product = <A>(
  all: ReadonlyArray<ReadonlyArray<A>>,
  by: ReadonlyArray<ReadonlyArray<A>>,
  most: number,
): ReadonlyArray<ReadonlyArray<A>> => all.flatMap((one) => by.map((other) => [...one, ...other])).slice(0, most)

/** The exceptions taken as open, and the findings that opening them costs. */
interface World {
  readonly open: ReadonlyArray<Except>
  readonly cost: Changes
}

const worlds = (criterion: Criterion, bare: Assessment): ReadonlyArray<World> =>
  exceptionsIn(criterion).reduce<ReadonlyArray<World>>(
    (all, exception) => {
      const cost = exception.when.flatMap(({ id }): Changes => {
        const verdict = nodeOf(bare, id)?.verdict
        return verdict === "met" ? [] : [{ _tag: "Finding", from: verdict === "notMet" ? false : null, for: [id] }]
      })
      const opened = all.map((world) => ({ open: [...world.open, exception], cost: [...world.cost, ...cost] }))
      return cost.length === 0 ? opened : [...all, ...opened]
    },
    [{ open: [], cost: [] }],
  )

const inWorld = (
  { open, cost }: World,
  leaves: ReadonlyArray<Leaf>,
  bare: Assessment,
  evidence: Evidence,
): ReadonlyArray<Changes> => {
  const waiverOf = (leaf: Leaf): Change | undefined =>
    open.some((exception) => reaches(exception, leaf.id) && withParts(exception.in).includes(leaf))
      ? waiver(leaf.id, bare, evidence)
      : undefined
  return clusters(leaves, evidence).reduce<ReadonlyArray<Changes>>(
    (all, cluster) => product(all, cheapest(cluster, waiverOf, evidence), 4 * mostSets),
    [cost],
  )
}

/** Conditions that rest on the same figures have to be changed together; the others each for itself. */
const clusters = (leaves: ReadonlyArray<Leaf>, { readings }: Evidence): ReadonlyArray<ReadonlyArray<Leaf>> =>
  leaves.reduce<ReadonlyArray<ReadonlyArray<Leaf>>>((all, leaf) => {
    const grounds = groundsOf(leaf, readings)
    const touches = (cluster: ReadonlyArray<Leaf>): boolean =>
      cluster.some((one) => groundsOf(one, readings).some((ground) => grounds.includes(ground)))
    return [...all.filter((cluster) => !touches(cluster)), [...all.filter(touches).flat(), leaf]]
  }, [])

/** All the ways of the fewest changes in which a cluster's leaves hold or are waived. */
const cheapest = (
  cluster: ReadonlyArray<Leaf>,
  waiverOf: (leaf: Leaf) => Change | undefined,
  evidence: Evidence,
): ReadonlyArray<Changes> => {
  const ways = subsets(cluster.filter((leaf) => waiverOf(leaf) !== undefined)).flatMap(
    (waived): ReadonlyArray<Changes> => {
      const fixed = repaired(
        cluster.filter((leaf) => !waived.includes(leaf)),
        evidence,
      )
      return fixed === undefined ? [] : [[...fixed, ...waived.flatMap((leaf) => waiverOf(leaf) ?? [])]]
    },
  )
  const fewest = Math.min(...ways.map((way) => way.length))
  return ways.filter((way) => way.length === fewest)
}

const mostWaived = 6

const subsets = <A>(of: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  of
    .slice(0, mostWaived)
    .reduce<ReadonlyArray<ReadonlyArray<A>>>((all, one) => [...all, ...all.map((some) => [...some, one])], [[]])

/** Only what is judged and not met can be waived, and no deeper than reading `waiver.depth` lets it. */
const waiver = (id: ConditionId, bare: Assessment, { readings }: Evidence): Change | undefined => {
  const node = nodeOf(bare, id)
  if (node?.verdict !== "notMet") return undefined
  const level = levels(node.figures)
  const floor = parameterOf(readings["waiver.depth"])
  const tooDeep = level !== null && floor !== undefined && 100 * level.actual < floor * level.statutory
  return tooDeep ? undefined : { _tag: "Waiver", relaxedTo: level?.actual ?? null, for: [id] }
}
