import type { Address } from "./address.ts";

type Fields = Pick<Address, "set" | "force" | "forbid" | "from" | "until">;

/** What the what-if view asks; kept here so that it survives a change of view and stands in links. */
export class Question {
  /** `war_cost=10`, `driver.unrest=x2`, `oil=low`. */
  set: readonly string[] = $state.raw([]);
  /** `us.strike`, `oil=low`. */
  force: readonly string[] = $state.raw([]);
  forbid: readonly string[] = $state.raw([]);
  /** Labels of steps. */
  from: string | undefined = $state();
  until: string | undefined = $state();

  /** Name of the assumption whose slider is in hand. */
  held: string | undefined = $state();

  readonly isEmpty: boolean = $derived(this.set.length + this.force.length + this.forbid.length === 0);

  read({ set, force, forbid, from, until }: Fields): void {
    Object.assign(this, { set, force, forbid, from, until });
  }

  fields(): Fields {
    const { set, force, forbid, from, until } = this;
    return { set, force, forbid, from, until };
  }

  clear(): void {
    this.read({ set: [], force: [], forbid: [], from: undefined, until: undefined });
  }

  /** What is written for a parameter or a driver; undefined where it is as in the file. */
  written(name: string): string | undefined {
    return this.set.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  }

  /** Puts a parameter or a driver to what is written; undefined leaves it as the file has it. */
  setTo(name: string, written: string | undefined): void {
    this.set = this.setWith(name, written);
  }

  /** `set` with something else written for a name, which then stands last. */
  setWith(name: string, written: string | undefined): readonly string[] {
    const others = this.set.filter((text) => !text.startsWith(`${name}=`));
    return written === undefined ? others : [...others, `${name}=${written}`];
  }

  /** Options of `brink what-if` that ask the same. */
  asOptions(): string {
    const parts = [
      ...this.set.map((text) => `--set ${quoted(text)}`),
      ...this.force.map((text) => `--force ${quoted(text)}`),
      ...this.forbid.map((text) => `--forbid ${quoted(text)}`),
      ...(this.from === undefined ? [] : [`--from ${quoted(this.from)}`]),
      ...(this.until === undefined ? [] : [`--until ${quoted(this.until)}`]),
    ];
    return parts.join(" ");
  }
}

/** As a shell takes it. */
export function quoted(text: string): string {
  return /^[\w./=:%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export const question: Question = new Question();
