/** What a link to the desk holds: everything after `#`, so that it never leaves the machine. */

export interface Address {
  readonly view: string;
  readonly file: string | undefined;
  readonly asOf: string | undefined;
  readonly off: readonly string[];
  readonly set: readonly string[];
  readonly force: readonly string[];
  readonly forbid: readonly string[];
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** Reads `#view?file=…&as-of=…&off=a&off=b&set=war_cost%3D10`. */
export function readAddress(fragment: string): Address {
  const [view = "", query = ""] = fragment.replace(/^#/, "").split("?");
  const fields = new URLSearchParams(query);
  const one = (name: string): string | undefined => fields.get(name) ?? undefined;
  return {
    view,
    file: one("file"),
    asOf: one("as-of"),
    off: fields.getAll("off"),
    set: fields.getAll("set"),
    force: fields.getAll("force"),
    forbid: fields.getAll("forbid"),
    from: one("from"),
    until: one("until"),
  };
}

export function writeAddress(address: Address): string {
  const fields = new URLSearchParams();
  const single = { file: address.file, "as-of": address.asOf, from: address.from, until: address.until };
  for (const [name, value] of Object.entries(single)) if (value !== undefined) fields.append(name, value);
  for (const name of ["off", "set", "force", "forbid"] as const)
    for (const value of address[name]) fields.append(name, value);
  const query = fields.toString().replaceAll("%2F", "/");
  return `#${address.view}${query === "" ? "" : `?${query}`}`;
}
