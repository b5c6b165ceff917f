/** A server of queues that a test may stop, crash and empty. */
export interface QueueTestServer {
  readonly url: string;
  /** Start it again with the data it had. */
  up(): Promise<void>;
  /** Stop it as its owner would. */
  down(): Promise<void>;
  /** Stop it as an accident would. */
  crash(): Promise<void>;
  /** Take away all that is in it, as if somebody had cleared it. */
  forget(): Promise<void>;
  /** Jobs that wait in it. */
  waiting(): Promise<number>;
  /** It and its data are gone. */
  end(): Promise<void>;
}
