/**
 * Port of the work processes: whatever may scan or compute long runs in a child process with its own read-only
 * connection, so that the event loop is never held; a task past its time is ended by killing the process.
 */
export interface WorkPool {
  /** Runs a registered task. Rejects with code WORK_TIMEOUT, WORK_BUSY (queue full, 429) or WORK_FAILED. */
  run<R>(
    task: string,
    input: unknown,
    options: {
      readonly timeoutMs: number;
      readonly userId?: string;
      readonly signal?: AbortSignal;
      /** Told how much is done, from 0 to 1, by tasks that say. */
      progress?(done: number): void;
    },
  ): Promise<R>;
  close(): Promise<void>;
}
