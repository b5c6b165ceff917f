/**
 * Games of one and two steps whose odds can be written down by hand. Each
 * formula stands beside the file it belongs to; the oracle and the library
 * are held against the same list.
 */

export interface ClosedForm {
  readonly name: string;
  readonly yaml: string;
  /** Step of the forecast, counted from 0, and the last day told. */
  readonly asOf?: number;
  /** Probability of each ending, of those that matter. */
  readonly endings: Readonly<Record<string, number>>;
  /** Moves of the as-of step: actor, move, probability. */
  readonly moves?: readonly (readonly [string, string, number])[];
  readonly sources?: Readonly<Record<string, number>>;
  /** Per report id: surprise in bits and effect in points. */
  readonly reports?: Readonly<Record<string, { readonly surprise: number; readonly effect: number }>>;
  readonly hidden?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly tolerance?: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const bits = (p: number): number => -Math.log2(p);

function oneMover(): ClosedForm {
  // λ = 2, Q(strike) = 1 − 0.25, Q(wait) = 0.
  return {
    name: "one actor, two moves, a cost",
    yaml: `
crisis: One mover
actors: { us: { precision: 2 } }
moves:
  us:
    wait: nothing
    strike: { cost: 0.25, then: { ends: war } }
endings:
  war: { rule: shots, payoffs: { us: 1 } }
  calm: { otherwise: true, rule: none }
`,
    endings: { war: sigmoid(2 * 0.75), calm: 1 - sigmoid(2 * 0.75) },
    moves: [["us", "strike", sigmoid(2 * 0.75)]],
  };
}

function chanceOutcomes(): ClosedForm {
  // Q(a) = 0.3·4 + 0.7·(−1) = 0.5, Q(b) = 0.5·2 − 0.2 = 0.8, Q(c) = 0.
  const weights = [Math.exp(0.5), Math.exp(0.8), 1];
  const total = weights.reduce((sum, w) => sum + w, 0);
  const [a, b] = [weights[0]! / total, weights[1]! / total];
  return {
    name: "three moves, chance outcomes",
    yaml: `
crisis: Chance
actors: { us: { precision: 1 } }
moves:
  us:
    c: nothing
    a: { then: [ { 30%: { ends: win } }, { rest: { ends: loss } } ] }
    b: { cost: 0.2, then: [ { 0.5: { ends: draw } }, { rest: nothing } ] }
endings:
  win: { rule: won, payoffs: { us: 4 } }
  loss: { rule: lost, payoffs: { us: -1 } }
  draw: { rule: drawn, payoffs: { us: 2 } }
  calm: { otherwise: true, rule: none }
`,
    endings: { win: 0.3 * a, loss: 0.7 * a, draw: 0.5 * b, calm: 1 - a - 0.5 * b },
  };
}

const DETERRENCE = `
crisis: Deterrence
actors: { attacker: { precision: 2 }, defender: { precision: 1.5 } }
state: { threat: { levels: [none, made] } }
moves:
  attacker:
    hold: { then: { ends: quo } }
    threaten: { then: { threat: made } }
  defender:
    yield: { then: { ends: concession } }
    resist: { then: { ends: war } }
endings:
  quo: { rule: nothing happens }
  concession: { rule: the defender gives way, payoffs: { attacker: 1, defender: -1 } }
  war: { rule: shots, payoffs: { attacker: -0.5, defender: -0.8 } }
  calm: { otherwise: true, rule: none }
`;

function deterrence(): ClosedForm {
  const resist = sigmoid(1.5 * (-0.8 + 1));
  const threaten = sigmoid(2 * (resist * -0.5 + (1 - resist) * 1));
  return {
    name: "deterrence in two moves",
    yaml: DETERRENCE,
    endings: { quo: 1 - threaten, war: threaten * resist, concession: threaten * (1 - resist), calm: 0 },
  };
}

function shocksCounted(): ClosedForm {
  // The attacker moves twice in a row; the option to choose again is worth (1/λ) ln Σ exp(λ Q).
  const later = Math.log(Math.exp(2 * 0.5) + Math.exp(2 * 0.2)) / 2;
  const go = sigmoid(2 * (later - 0.6));
  const left = sigmoid(2 * 0.3);
  return {
    name: "shocks counted: an option has value",
    yaml: `
crisis: Options
shocks: counted
actors: { us: { precision: 2 } }
turns: [us, us]
state: { stage: { levels: [first, second] } }
moves:
  us:
    stop: { when: stage == first, then: { ends: safe } }
    go: { when: stage == first, then: { stage: second } }
    left: { when: stage == second, then: { ends: good } }
    right: { when: stage == second, then: { ends: fair } }
endings:
  safe: { rule: stopped, payoffs: { us: 0.6 } }
  good: { rule: left, payoffs: { us: 0.5 } }
  fair: { rule: right, payoffs: { us: 0.2 } }
  calm: { otherwise: true, rule: none }
`,
    endings: { safe: 1 - go, good: go * left, fair: go * (1 - left) },
  };
}

function tie(): ClosedForm {
  return {
    name: "best reply, a tie split evenly",
    yaml: `
crisis: Tie
actors: { us: { precision: infinite } }
moves:
  us:
    a: { then: { ends: left } }
    b: { cost: 0.1, then: { ends: right } }
    c: nothing
endings:
  left: { rule: left, payoffs: { us: 0.2 } }
  right: { rule: right, payoffs: { us: 0.3 } }
  calm: { otherwise: true, rule: none }
`,
    endings: { left: 0.5, right: 0.5, calm: 0 },
  };
}

function twoSteps(): ClosedForm {
  // u = 0.1 a step, δ = 0.9, s = 0.2, U(other) = −1, U(calm) = 0.5, U(war) = 0.3, λ = 3.
  const last = 0.2 * -1 + 0.8 * (0.1 + 0.9 * 0.5);
  const p1 = sigmoid(3 * (0.3 - last));
  const w1 = p1 * 0.3 + (1 - p1) * last;
  const first = 0.2 * -1 + 0.8 * (0.1 + 0.9 * w1);
  const p0 = sigmoid(3 * (0.3 - first));
  const reach = (1 - p0) * 0.8;
  return {
    name: "two steps, discount and a residual",
    yaml: `
crisis: Two steps
clock: { steps: 2 }
discount: 0.9
actors: { us: { precision: 3 } }
moves:
  us:
    wait: nothing
    strike: { then: { ends: war } }
payoffs: { us: 0.1 }
endings:
  war: { rule: shots, payoffs: { us: 0.3 } }
  other: { chance: 20%, rule: anything else, payoffs: { us: -1 } }
  calm: { otherwise: true, rule: none, payoffs: { us: 0.5 } }
`,
    endings: {
      war: p0 + reach * p1,
      other: (1 - p0) * 0.2 + reach * (1 - p1) * 0.2,
      calm: reach * (1 - p1) * 0.8,
    },
  };
}

function prisoners(): ClosedForm {
  // Each gains 1 by defecting whatever the other does: σ(defect) = 1/(1 + e^−λ).
  const [p, q] = [sigmoid(1.5), sigmoid(0.5)];
  return {
    name: "same time: a dilemma with a constant temptation",
    yaml: `
crisis: Dilemma
actors: { row: { precision: 1.5 }, column: { precision: 0.5 } }
turns: [[row, column]]
state: { r: { levels: [c, d] }, k: { levels: [c, d] } }
moves:
  row: { keep: nothing, defect: { then: { r: d } } }
  column: { keep: nothing, defect: { then: { k: d } } }
endings:
  both: { when: r == d and k == d, rule: both, payoffs: { row: 1, column: 1 } }
  first: { when: r == d, rule: row, payoffs: { row: 4, column: 0 } }
  second: { when: k == d, rule: column, payoffs: { row: 0, column: 4 } }
  neither: { otherwise: true, rule: none, payoffs: { row: 3, column: 3 } }
`,
    endings: { both: p * q, first: p * (1 - q), second: (1 - p) * q, neither: (1 - p) * (1 - q) },
    tolerance: 1e-10,
  };
}

function pennies(): ClosedForm {
  // Row wins 3 on (heads, heads) and 1 on (tails, tails); column wins 1 otherwise. λ = 2 for both.
  // p = σ(2·(3q − (1 − q))), q = σ(2·((1 − p) − p)): one crossing, found by halving.
  let [low, high] = [0, 1];
  for (let i = 0; i < 200; i++) {
    const p = (low + high) / 2;
    const q = sigmoid(2 * (1 - 2 * p));
    if (sigmoid(2 * (4 * q - 1)) > p) low = p;
    else high = p;
  }
  const p = low;
  const q = sigmoid(2 * (1 - 2 * p));
  return {
    name: "same time: lopsided matching pennies",
    yaml: `
crisis: Pennies
actors: { row: { precision: 2 }, column: { precision: 2 } }
turns: [[row, column]]
state: { r: { levels: [heads, tails] }, k: { levels: [heads, tails] } }
moves:
  row: { h: nothing, t: { then: { r: tails } } }
  column: { h: nothing, t: { then: { k: tails } } }
endings:
  tt: { when: r == tails and k == tails, rule: both tails, payoffs: { row: 1 } }
  th: { when: r == tails, rule: differ, payoffs: { column: 1 } }
  ht: { when: k == tails, rule: differ, payoffs: { column: 1 } }
  hh: { otherwise: true, rule: both heads, payoffs: { row: 3 } }
`,
    endings: { hh: p * q, ht: p * (1 - q), th: (1 - p) * q, tt: (1 - p) * (1 - q) },
    tolerance: 1e-9,
  };
}

function drivers(): ClosedForm {
  // The second driver reads what the first left: 0.4, then twice as likely where the alarm is on.
  const alarm = 0.4;
  return {
    name: "drivers read the state the earlier ones left",
    yaml: `
crisis: Drivers
actors: { us: { precision: 1 } }
state: { alarm: { levels: [off, on] }, fire: { levels: [no, yes] } }
drivers:
  alarm:
    - { when: alarm == off, on: 40%, stay: rest }
    - { otherwise: true, stay: rest }
  spark: { chance: 0.25 * (1 + alarm), then: { fire: yes } }
moves: { us: { wait: nothing } }
endings:
  burnt: { when: fire == yes, rule: it burns }
  calm: { otherwise: true, rule: none }
`,
    endings: { burnt: (1 - alarm) * 0.25 + alarm * 0.5, calm: 1 - ((1 - alarm) * 0.25 + alarm * 0.5) },
  };
}

function reported(): ClosedForm {
  // Strike with σ = 1/(1+e^−1); grade C (.70), digit 2 (.90): .7·.9+.3·.5 = .78 if true, .7·.1+.3·.5 = .22 if not.
  const p = sigmoid(1);
  const total = p * 0.78 + (1 - p) * 0.22;
  const after = (p * 0.78) / total;
  return {
    name: "one report of a move",
    yaml: `
crisis: Reported
question: { ask: "War?", ending: war, by: 2 }
clock: { steps: 2 }
actors: { us: { precision: 1 } }
sources: { press: { grade: C } }
state: { hostile: { levels: [no, yes] } }
moves:
  us:
    wait: { when: hostile == no, then: { hostile: no } }
    strike: { when: hostile == no, then: { hostile: yes } }
    fire: { when: hostile == yes, then: { ends: war } }
endings:
  war: { rule: shots, payoffs: { us: 1 } }
  calm: { otherwise: true, rule: none }
reports:
  - { id: seen, happened: 1, source: press, credibility: 2, saw: us.strike }
`,
    asOf: 1,
    // In the second step `fire` is the only move after a strike; before it, Q(strike) = 1 and Q(wait) = 0.
    endings: { war: after, calm: 1 - after },
    sources: { press: (0.7 * (p * 0.9 + (1 - p) * 0.1)) / total },
    reports: { seen: { surprise: bits(total), effect: 100 * (after - p) } },
    moves: [["us", "fire", after]],
  };
}

function contradiction(): ClosedForm {
  // Two opposed reports of one source on a fact of prior .5: grade B (.85), digits 1 (.98) and 2 (.90).
  const both = (first: number, second: number): number => 0.85 * first * second + 0.15 * 0.25;
  const [yes, no] = [0.5 * both(0.98, 0.1), 0.5 * both(0.02, 0.9)];
  const total = yes + no;
  const one = 0.5 * (0.85 * 0.98 + 0.15 * 0.5) + 0.5 * (0.85 * 0.02 + 0.15 * 0.5);
  const odds = yes / total;
  const only = (keep: number): number => {
    const [y, n] = [0.85 * keep + 0.075, 0.85 * (1 - keep) + 0.075];
    return y / (y + n);
  };
  return {
    name: "two opposed reports of one source lower the source",
    yaml: `
crisis: Contradiction
question: { ask: "Armed?", ending: armed, by: 1 }
actors: { us: { precision: 1 } }
sources: { press: { grade: B } }
state: { arms: { levels: [no, yes], start: { no: 50%, yes: rest } } }
moves: { us: { wait: nothing, open: { when: arms == yes, then: { ends: armed } } } }
turns: [us]
endings:
  armed: { rule: arms are found, payoffs: { us: 0 } }
  calm: { otherwise: true, rule: none }
reports:
  - { id: a, happened: 1, source: press, credibility: 1, saw: arms == yes }
  - { id: b, happened: 1, source: press, credibility: 2, saw: { none of: [arms == yes] } }
`,
    endings: { armed: odds / 2, calm: 1 - odds / 2 },
    hidden: { arms: { yes: odds, no: 1 - odds } },
    sources: { press: (0.85 * (0.5 * 0.98 * 0.1 + 0.5 * 0.02 * 0.9)) / total },
    reports: {
      a: { surprise: bits(one), effect: 50 * (odds - only(0.1)) },
      b: { surprise: bits(total / one), effect: 50 * (odds - only(0.98)) },
    },
  };
}

function chained(): ClosedForm {
  // A chain is reliable when both links are: .7 · .5. Digit 2: .9.
  const r = 0.7 * 0.5;
  const [yes, no] = [0.25 * (r * 0.9 + (1 - r) * 0.5), 0.75 * (r * 0.1 + (1 - r) * 0.5)];
  const total = yes + no;
  const good = 0.25 * 0.9 + 0.75 * 0.1;
  return {
    name: "a chain needs every link",
    yaml: `
crisis: Chain
question: { ask: "Armed?", ending: armed, by: 1 }
actors: { us: { precision: 1 } }
sources: { paper: { grade: D }, deputy: { grade: C, via: paper } }
state:
  arms: { levels: [no, yes], start: { no: 75%, yes: rest } }
  ready: { levels: [no, yes] }
drivers:
  ready:
    - { otherwise: true, yes: 50%, stay: rest }
moves: { us: { wait: nothing } }
endings:
  armed: { when: arms == yes and ready == yes, rule: found }
  calm: { otherwise: true, rule: none }
reports:
  - { id: a, happened: 1, source: deputy, credibility: 2, saw: { arms: yes } }
`,
    endings: { armed: yes / total / 2, calm: 1 - yes / total / 2 },
    hidden: { arms: { yes: yes / total, no: no / total } },
    sources: {
      paper: (0.5 * (0.7 * good + 0.3 * 0.5)) / total,
      deputy: (0.7 * (0.5 * good + 0.5 * 0.5)) / total,
    },
    reports: { a: { surprise: bits(total), effect: 50 * (yes / total - 0.25) } },
  };
}

export const CLOSED_FORMS: readonly ClosedForm[] = [
  oneMover(),
  chanceOutcomes(),
  deterrence(),
  shocksCounted(),
  tie(),
  twoSteps(),
  prisoners(),
  pennies(),
  drivers(),
  reported(),
  contradiction(),
  chained(),
];
