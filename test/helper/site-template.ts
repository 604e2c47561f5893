/**
 * Most suites begin with the same site: it is made once for a whole run and copied. `npm test` says where by
 * TRELLIS_TEST_TEMPLATES; without it each site is made anew.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Of the database in a data folder. */
export const databaseName = 'trellis.db';

/** Fills the empty data folder with what `make` makes of one for `about`; false where no copies are kept. */
export async function copyTemplate(
  about: unknown,
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<boolean> {
  const templates = process.env['TRELLIS_TEST_TEMPLATES'];
  if (!templates) return false;
  // What is made up is told from today's date.
  const key = JSON.stringify([about, new Date().toISOString().slice(0, 10)]);
  const template = join(templates, createHash('sha256').update(key).digest('hex'));
  if (!existsSync(template)) {
    mkdirSync(templates, { recursive: true });
    const made = mkdtempSync(join(templates, 'made-'));
    await make(made);
    keep(made, template);
  }
  cpSync(template, folder, { recursive: true });
  return true;
}

/** Processes that make the same at once: one of them is kept. */
function keep(made: string, template: string): void {
  try {
    renameSync(made, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
}
