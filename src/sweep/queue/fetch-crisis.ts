import { bundleHash, type CrisisBundle } from "../crisis-bundle.ts";
import { queueAddress } from "./queue-address.ts";
import { crisisName } from "./queue-names.ts";
import { serverAt } from "./server-at.ts";

/**
 * The texts of a crisis, from the server of the queue.
 *
 * @throws {Error} where they are not there, or not those of the hash; whoever
 *   gave the job lays them down again.
 */
export async function fetchCrisis(url: string, hash: string): Promise<CrisisBundle> {
  const server = await serverAt(queueAddress(url));
  const connection = server.connect({ patient: true });
  try {
    const text = await connection.kept.get(crisisName(hash));
    if (text === undefined) throw new Error(`The text of the crisis is not in ${server.name} any more.`);
    // Written by `putCrises`; the hash tells whether it is whole.
    const bundle = JSON.parse(text) as CrisisBundle;
    if (bundleHash(bundle) !== hash) {
      throw new Error(`The text of the crisis in ${server.name} is not the one of the job.`);
    }
    return bundle;
  } finally {
    await connection.close();
  }
}
