/** A small crisis with a driver, hidden facts, chance and a report, for what-ifs. */
export const text = `
crisis: Test of doing
question: { ask: "War?", ending: war, by: 4 }
clock: { steps: 4 }
discount: 0.9
sources: { wire: { grade: B } }
parameters:
  spark: { value: 10%, range: [0, 0.5], why: "a guess" }
  stake: { value: 1, range: [0, 3], why: "a guess" }
actors: { a: { precision: 2 }, b: { precision: 1 }, weather: { acts_by: chance } }
state:
  tension: { levels: [low, mid, high], ladder: true }
  resolve: { levels: [soft, hard], start: { soft: 60%, hard: 40% } }
  mood: { levels: [calm, angry], start: { calm: 70%, angry: 30% } }
drivers:
  mood: [{ when: mood == calm, angry: 20%, stay: rest }, { otherwise: true, calm: 30%, stay: rest }]
  accident: { chance: spark, when: tension == high, then: { ends: war } }
turns: [weather, a, b]
moves:
  weather: { fine: { chance: rest }, storm: { chance: 20%, then: { tension: at most mid } } }
  a: { hold: nothing, press: { when: tension < high, cost: 0.1, then: { tension: up 1 } } }
  b: { hold: nothing, yield: { when: tension > low, cost: 0.2, then: { tension: down 1 } }, strike: { when: tension == high, then: { ends: war } } }
payoffs:
  a: { gain: 0.4 * stake * tension - 0.1 * (mood == angry) }
  b: { loss: -0.3 * tension + 0.2 * resolve }
endings:
  war: { rule: "shots", payoffs: { a: "-2 - resolve", b: -2 + resolve } }
  other: { chance: 3%, rule: "anything else", payoffs: { a: -1 } }
  peace: { otherwise: true, rule: "none" }
reports:
  - { id: pressed, happened: 1, source: wire, credibility: 2, saw: { a: press } }
`;
