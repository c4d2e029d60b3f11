/** One page of each kind, for the frozen demo. */
export const addressesTried = (unit: string): ReadonlyArray<string> => [
  "en/index.html",
  "zh/platforms/1.html",
  `zh/unit/130300-${unit}/1.html`,
  "en/record/3.html",
  "zh/record/27.html",
  "en/record/79.html",
  "zh/due/2023-12-31/1.html",
  "en/day/2024-11-06/1.html",
  "zh/comparison/2023-12-31..2024-11-06.html",
  "en/chain/1.html",
]
