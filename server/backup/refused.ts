/** A backup that cannot be made, read or restored: the message says what is wrong and what to do. For the command line. */
export class BackupRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BackupRefused';
  }
}

export const damaged = (what: string, cause?: unknown): BackupRefused =>
  new BackupRefused(`This backup is damaged: ${what}. Nothing was written. Take another copy of it.`, cause);
