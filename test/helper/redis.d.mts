export function redisMissing(): string | undefined;
export function startRedis(options?: {
  readonly port?: number;
  readonly policy?: string;
}): Promise<{ readonly url: string; readonly port: number; stop(): Promise<void> }>;
