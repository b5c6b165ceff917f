import { bundleHash, type CrisisBundle } from "../crisis-bundle.ts";
import { connection } from "./connect.ts";
import { queueAddress } from "./queue-address.ts";
import { queueLibrary } from "./queue-library.ts";
import { crisisKey } from "./queue-names.ts";

/**
 * The texts of a crisis, from Redis.
 *
 * @throws {Error} where they are not there, or not those of the hash; whoever
 *   gave the job lays them down again.
 */
export async function fetchCrisis(url: string, hash: string): Promise<CrisisBundle> {
  const client = connection(await queueLibrary(), queueAddress(url), true);
  client.on("error", () => {});
  try {
    const text = await client.get(crisisKey(hash));
    if (text === null) throw new Error("The text of the crisis is not in Redis any more.");
    // Written by `putCrises`; the hash tells whether it is whole.
    const bundle = JSON.parse(text) as CrisisBundle;
    if (bundleHash(bundle) !== hash) throw new Error("The text of the crisis in Redis is not the one of the job.");
    return bundle;
  } finally {
    client.disconnect();
  }
}
