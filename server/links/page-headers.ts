/**
 * Headers of the page at /shared/<token>: no referrer goes out, no search engine keeps it, and pages of TRELLIS_EMBED_ORIGINS
 * may frame it when the link says so. Every other page stays as it was: framed by nobody.
 */
import type { RequestHandler } from 'express';
import type { Services } from '../context.js';
import { mayEmbed } from './links.js';

const never = "frame-ancestors 'none'";

export function sharedPageHeaders(
  services: Pick<Services, 'database' | 'clock'>,
  origins: readonly string[],
): RequestHandler<{ readonly token: string }> {
  return async (request, response, next) => {
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Robots-Tag', 'noindex, nofollow');
    if (origins.length > 0 && (await mayEmbed(services, request.params.token))) {
      const policy = String(response.getHeader('Content-Security-Policy'));
      if (!policy.includes(never)) throw new Error('The content security policy names no ancestors.');
      response.setHeader('Content-Security-Policy', policy.replace(never, `frame-ancestors ${origins.join(' ')}`));
      response.removeHeader('X-Frame-Options');
    }
    next();
  };
}
