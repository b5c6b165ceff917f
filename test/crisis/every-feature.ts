/** A small valid file that uses every part of the language except includes and the endless clock. */
export const everyFeature = `crisis: Every feature
question:
  ask: "Does it come to a proxy war?"
  ending: proxy_war
  by: 2025-07
  text: S1
clock: { start: 2024-12, step: month, steps: 24 } # two years
information: open
shocks: excluded
discount: 0.97
texts: { S: { name: a commentary, sentences: 20 } }
sources:
  press: { name: the press, grade: D, published: 2025-08, text: [S2] }
  deputy: { via: press, grade: C }
grades: { A: 97% }
credibilities: { 3: 0.8 }
actors:
  us: { name: United States, precision: lambda_us, aliases: [Washington], text: S3 }
  russia: { precision: infinite, discount: 0.9 }
  venezuela: { precision: 3 }
  congress: { acts_by: chance }
parameters:
  lambda_us: { value: 3, range: [1, 6], unit: 1/util, why: "as in the laboratory" }
  war_cost: { value: 8, range: [4, 12] }
correlations: [{ between: [lambda_us, war_cost], rank: -0.3, why: "who cares more errs less", text: [S7] }]
state:
  pressure: { levels: [calm, sanctions, fleet, blockade, strikes], start: sanctions, ladder: true }
  air_defence: { levels: [none, short, medium], start: none }
  war: [none, proxy]
  regime: { levels: 3, start: "2" }
  us_line: { levels: [cautious, hawkish], start: { cautious: 60%, hawkish: rest }, seen_by: [us] }
  works: { levels: [hollow, effective], start: { hollow: 40%, effective: 60% }, seen_by: [] }
  oil: { levels: [low, middle, high], start: middle }
  season: { levels: [quiet, midterms], calendar: { 2026-06..2026-11: midterms } }
drivers:
  oil:
    - { when: oil == low, middle: 15%, stay: rest }
    - { otherwise: true, low: 10%, high: 10%, stay: rest }
  unrest: { chance: 0.02 * pressure, when: regime < 2, then: { regime: up 1 } }
  news:
    chance: 10%
    then:
      - 20%: { pressure: at most fleet }
      - rest: { pressure: at least sanctions }
turns: [venezuela, russia, [us, venezuela], congress]
moves:
  us:
    hold: nothing
    tighten:
      when: pressure < blockade and not (season == midterms)
      cost: "max(0.1, 0.02 * oil)"
      then: { pressure: up 1 }
      codes: [CAMEO 163]
      cues: ["naval blockade"]
    strike:
      when: pressure >= fleet or us_line == hawkish
      cost: 0.4 + 0.25 * air_defence
      then:
        - 15%: { regime: 0, ends: captured }
        - 0.05 * air_defence: { ends: direct_war }
        - rest: { pressure: strikes }
  russia:
    hold: nothing
    ship:
      after: venezuela.ask
      once: true
      arrives: 2 steps
      then: { air_defence: at least medium, pressure: "if(works == effective, pressure, min(pressure + 1, strikes))" }
  venezuela:
    ask: nothing
    fire: { when: air_defence > none, then: { war: proxy } }
  congress:
    block: { chance: 10% + 5% * (season == midterms) }
    allow: { chance: rest }
payoffs:
  us: { pressure: -0.03 * pressure, cover: -0.02 * air_defence }
  russia: 0.01 * regime
  venezuela: { power: 0.05 * regime, ally: { like: russia, weight: 0.2 } }
endings:
  direct_war: { rule: "forces fire on each other", payoffs: { us: -war_cost, russia: { loss: -war_cost, risk: -1 } } }
  captured: { rule: the leader is taken }
  proxy_war: { when: war == proxy, rule: shots by proxies }
  something_else: { chance: 0.3%, rule: anything not listed }
  standoff: { otherwise: true, rule: none of the above }
reports:
  - { id: flight, happened: 2024-12, source: press, credibility: 3, saw: { russia: ship }, text: [S4, S5], quote: "first flight" }
  - { id: no_shots, happened: 2025-01..2025-04, source: press, saw: { none of: [us.strike, venezuela.fire] } }
  - { id: again, same_as: flight, source: deputy, credibility: 2 }
  - { id: both, happened: 2025-02, told: 2025-03-10, source: press, saw: { pressure: fleet, any of: [air_defence >= short, us: hold] } }
  - { id: threshold, happened: 2025-Q2, source: press, saw: air_defence >= short }
  - { id: framing, source: press, says: "reckless", about: russia }
estimates:
  - { by: an institute, via: press, ending: proxy_war, probability: 50%, text: S6 }
  - { by: an institute, ending: direct_war, below: 10%, horizon: a year }
base_rates:
  - { ending: proxy_war, class: rival dyads, probability: 5%, cases: 282, source: a data set, why: same stakes }
unused: { S9: rhetoric }
`;
