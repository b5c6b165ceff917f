import type { Game, StageTable } from "../../game/game.ts";
import type { PrivateView } from "./sight.ts";

/** One way from a secret by a choice to a node that goes on. */
export interface Passageway {
  /** What everybody observes: an act and the public state it led to. */
  readonly observation: number;
  /** Node of the next position, counted within its block; its secret; and the probability given the choice. */
  readonly node: number;
  readonly secret: number;
  readonly chance: number;
}

/** A choice at one secret of a scene. */
export interface SceneChoice {
  readonly act: number;
  /** By member: index of its option. */
  readonly options: readonly number[];
  /** Cost to each member. */
  readonly costs: readonly number[];
  /** `given`: its probability; 1 otherwise. */
  readonly given: number;
  /** Expected payoffs of the endings it leads to at once, by actor. */
  readonly ended: Float64Array;
  readonly ways: readonly Passageway[];
}

/** A member as one of its views: it knows what it sees of the secret, and so do its options. */
export interface Agent {
  readonly member: number;
  readonly actor: number;
  readonly view: number;
  readonly options: number;
  /** Where its options begin among those of all agents of the scene. */
  readonly first: number;
}

/** A state of a scene: the public state with one secret. */
export interface SceneState {
  readonly secret: number;
  /** Node of the position, counted within its block. */
  readonly node: number;
  readonly choices: readonly SceneChoice[];
  /** By member: index of its agent, −1 where it has one option or acts by chance. */
  readonly agents: readonly number[];
  /** By member: given chances of its options, where it acts by chance. */
  readonly given: readonly (Float64Array | undefined)[];
}

/** What leads to an observation, way by way. */
export interface Observation {
  /** Index of the state of the scene, and of its choice. */
  readonly state: Int32Array;
  readonly choice: Int32Array;
  /** Secret it leads to, and its probability given the choice. */
  readonly secret: Int32Array;
  readonly chance: Float64Array;
}

/** What can happen at a stage in one public state, whatever the secret is. */
export interface Scene {
  /** Actors who choose and bear costs, in the order of `SceneChoice.costs`; none where chance acts. */
  readonly movers: readonly number[];
  readonly states: readonly SceneState[];
  readonly agents: readonly Agent[];
  /** Number of options of all agents. */
  readonly strategies: number;
  /** By observation: everything that leads to it. */
  readonly observations: readonly Observation[];
  /** Index of the observation of an act that led to a public state, −1 where it cannot be. */
  observe(act: number, publicState: number): number;
}

/** The scenes of a stage's table, by public state. */
export function scenesOf(view: PrivateView, position: number, table: StageTable): ReadonlyMap<number, Scene> {
  const { game } = view;
  const nodes = new Map<number, number[]>();
  for (let i = 0; i + 1 < table.choiceStart.length; i++) {
    if (table.choiceStart[i + 1]! === table.choiceStart[i]!) continue;
    const key = view.publicAt(game.blockStart[position]! + i);
    const own = nodes.get(key);
    if (own) own.push(i);
    else nodes.set(key, [i]);
  }
  return new Map([...nodes].map(([key, own]) => [key, sceneOf(view, position, table, own)]));
}

function sceneOf(view: PrivateView, position: number, table: StageTable, nodes: readonly number[]): Scene {
  const { game } = view;
  const stage = game.stages[position]!;
  const observations = new Map<string, number>();
  const agents: Agent[] = [];
  const agentOf = new Map<string, number>();
  let strategies = 0;
  const agentAt = (member: number, secret: number, options: number): number => {
    if (options < 2) return -1;
    const actor = stage.actors[member]!;
    const own = view.viewOf(actor, secret);
    const key = `${member} ${own}`;
    const known = agentOf.get(key);
    if (known !== undefined) return known;
    agentOf.set(key, agents.length);
    strategies += options;
    return agents.push({ member, actor, view: own, options, first: strategies - options }) - 1;
  };
  const states = nodes.map((node): SceneState => {
    const secret = view.secretAt(game.blockStart[position]! + node);
    const counts = optionCounts(stage.kind, stage.actors.length, table, node);
    const given = counts.map((count, m) => givenChances(stage.kind, stage.actors.length, table, node, m, count));
    const choose = stage.kind === "turn" || stage.kind === "together";
    return {
      secret,
      node,
      choices: choicesOf(view, position, table, node, counts, observations),
      agents: counts.map((count, m) => (choose && !given[m] ? agentAt(m, secret, count) : -1)),
      given,
    };
  });
  return {
    movers: stage.kind === "turn" || stage.kind === "together" ? stage.actors : [],
    states,
    agents,
    strategies,
    observations: observationsOf(states, observations.size),
    observe: (act, publicState) => observations.get(`${act} ${publicState}`) ?? -1,
  };
}

function observationsOf(states: readonly SceneState[], count: number): readonly Observation[] {
  const rows: { state: number; choice: number; secret: number; chance: number }[][] = [];
  for (let o = 0; o < count; o++) rows.push([]);
  states.forEach(({ choices }, state) => {
    choices.forEach(({ ways }, choice) => {
      for (const { observation, secret, chance } of ways) rows[observation]!.push({ state, choice, secret, chance });
    });
  });
  return rows.map((own) => ({
    state: Int32Array.from(own, (row) => row.state),
    choice: Int32Array.from(own, (row) => row.choice),
    secret: Int32Array.from(own, (row) => row.secret),
    chance: Float64Array.from(own, (row) => row.chance),
  }));
}

function optionCounts(kind: string, members: number, table: StageTable, node: number): readonly number[] {
  if (kind !== "together") return [table.choiceStart[node + 1]! - table.choiceStart[node]!];
  const { start } = table.options!;
  return Array.from({ length: members }, (_, m) => start[node * members + m + 1]! - start[node * members + m]!);
}

function givenChances(
  kind: string,
  members: number,
  table: StageTable,
  node: number,
  m: number,
  count: number,
): Float64Array | undefined {
  if (kind !== "together") return undefined;
  const { start, given } = table.options!;
  const from = start[node * members + m]!;
  return Number.isNaN(given[from]!) ? undefined : given.slice(from, from + count);
}

function choicesOf(
  view: PrivateView,
  position: number,
  table: StageTable,
  node: number,
  counts: readonly number[],
  observations: Map<string, number>,
): readonly SceneChoice[] {
  const { game } = view;
  const { kind, actors } = game.stages[position]!;
  const members = kind === "together" ? actors.length : 1;
  const first = table.choiceStart[node]!;
  const terminals = game.blockStart[game.stages.length + 1]!;
  return Array.from({ length: table.choiceStart[node + 1]! - first }, (_, i): SceneChoice => {
    const c = first + i;
    const ended = new Float64Array(game.actors.length);
    const ways: Passageway[] = [];
    for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
      const target = table.target[o]!;
      const chance = table.chance[o]!;
      if (target >= terminals) addEnded(game, target - terminals, chance, ended);
      else {
        const key = `${table.act[c]} ${view.publicAt(target)}`;
        const observation = observations.get(key) ?? observations.size;
        observations.set(key, observation);
        const local = target - game.blockStart[position + 1]!;
        ways.push({ observation, node: local, secret: view.secretAt(target), chance });
      }
    }
    return {
      act: table.act[c]!,
      options: optionsOf(i, counts),
      costs: Array.from({ length: members }, (_m, m) => (kind === "driver" ? 0 : table.cost[c * members + m]!)),
      given: kind === "given" ? table.given[c]! : 1,
      ended,
      ways,
    };
  });
}

/** The option of each member in a profile, the last member's changing fastest. */
function optionsOf(profile: number, counts: readonly number[]): readonly number[] {
  let left = profile;
  return counts
    .map((_, k) => {
      const count = counts[counts.length - 1 - k]!;
      const own = left % count;
      left = Math.floor(left / count);
      return own;
    })
    .reverse();
}

function addEnded(game: Game, terminal: number, chance: number, ended: Float64Array): void {
  for (let j = 0; j < ended.length; j++) ended[j]! += chance * game.terminalPayoff[terminal * ended.length + j]!;
}
