/** One secret between two actors: what hangs on how long it goes on is left to who asks. */
export function secrets(clock: string): string {
  return `
crisis: Secrets
${clock}
information: private
parameters: { harm: { value: 2, range: [1, 3] } }
actors: { us: { precision: 1.5 }, them: { precision: 1.5 } }
state:
  rung: { levels: [low, high] }
  nerve: { levels: [soft, hard], start: { soft: 70%, hard: 30% }, seen_by: [us] }
turns: [us, them]
moves:
  us: { wait: nothing, press: { then: { rung: high } } }
  them: { yield: { then: [{ 50%: { ends: calm } }, { rest: nothing }] }, stand: { then: [{ 30%: { ends: war } }, { rest: nothing }] } }
endings:
  calm: { rule: a, payoffs: { us: "1 + rung", them: -0.5 } }
  war: { rule: b, payoffs: { us: "if(nerve == hard, -0.2, -harm)", them: "-1 - nerve" } }
  drawn: { otherwise: true, rule: c, payoffs: { us: "0.3 * rung" } }
`;
}
