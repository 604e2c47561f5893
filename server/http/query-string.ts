/**
 * The query string to a flat object: no nesting, no lists, each name once. What a request asks for is never guessed:
 * a repeated name is refused, not merged, and a bad escape is refused, not kept.
 */
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';
import { forbiddenKeys } from './json-body.js';

const mostParameters = 100;

/** Parses what stands behind `?`; throws 400 DUPLICATE_PARAMETER, FORBIDDEN_KEY, MALFORMED_URL or TOO_MANY_PARAMETERS. */
export function parseQueryString(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  if (text === '') return found;
  const parts = text.split('&', mostParameters + 1);
  if (parts.length > mostParameters) {
    throw badRequest('TOO_MANY_PARAMETERS', say`At most ${{ most: mostParameters }} parameters are read.`);
  }
  for (const part of parts) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (forbiddenKeys.has(name)) {
      throw badRequest('FORBIDDEN_KEY', say`The parameter "${{ name }}" is not allowed.`, { path: name });
    }
    if (name in found) {
      throw badRequest('DUPLICATE_PARAMETER', say`The parameter "${{ name }}" stands twice; send it once.`, {
        path: name,
      });
    }
    found[name] = equals < 0 ? '' : decode(part.slice(equals + 1));
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw badRequest('MALFORMED_URL', 'The address holds a % that does not begin a valid UTF-8 escape.', { cause });
  }
}
