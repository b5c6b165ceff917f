import { request } from "node:http";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request exactly as written: no address is tidied, no header is added but `Host`. */
export function rawRequest(
  port: number,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
  } = {},
): Promise<RawAnswer> {
  return new Promise((settle, fail) => {
    const asked = request(
      { host: "127.0.0.1", port, path, method: options.method ?? "GET", headers: options.headers ?? {}, agent: false },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
        answer.on("end", () => settle({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    asked.on("error", fail);
    asked.end(options.body);
  });
}
