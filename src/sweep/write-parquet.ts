import type { ResultTable } from "./result-table.ts";
import { packageMissing } from "./sweep-error.ts";

/** Makes the bytes of a Parquet file. */
export type ParquetWriter = (table: ResultTable, metadata: Readonly<Record<string, string>>) => Uint8Array;

/** Rows that can be read apart. */
const ROWS_IN_GROUP = 100_000;

/**
 * The writer of Parquet files; asked for before anything is computed.
 *
 * @throws {SweepError} `package-missing`.
 */
export async function parquetWriter(): Promise<ParquetWriter> {
  const library = await import("hyparquet-writer").catch((cause: unknown) => {
    if (isAbsent(cause)) throw packageMissing(["hyparquet-writer"], "Writing Parquet");
    throw cause;
  });
  return ({ columns }, metadata) =>
    new Uint8Array(
      library.parquetWriteBuffer({
        columnData: columns.map(({ name, type, data }) => ({ name, type, data: [...data], nullable: true })),
        rowGroupSize: ROWS_IN_GROUP,
        kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
        createdBy: `brink ${metadata["brink.version"] ?? ""}`.trim(),
      }),
    );
}

/** Whether an import failed because the package is not there. */
export function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
}
