export function redisMissing(): string | undefined;
export function startRedis(): Promise<{ readonly url: string; stop(): Promise<void> }>;
