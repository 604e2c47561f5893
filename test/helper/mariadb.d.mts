export function mariadbMissing(): string | undefined;
export function startMariadb(): Promise<{ readonly url: string; stop(): Promise<void> }>;
