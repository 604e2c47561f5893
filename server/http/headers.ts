/** Security headers of every answer. Nothing is left to a library's defaults: each directive stands here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Pages run our own scripts only, nothing is compiled from text, nobody frames us. Inline styles are Lit's and Vega's. */
export const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** `https`: people reach us over https, so browsers are told never to try http again. */
export function securityHeaders(options: { readonly https: boolean }): RequestHandler {
  const headers = Object.entries(headersOf(options));
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** Helmet's headers are the same for every answer: it is asked once, not a dozen of its handlers for each request. */
function headersOf({ https }: { readonly https: boolean }): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const recorder = {
    setHeader: (name: string, value: string) => void (headers[name] = value),
    removeHeader: () => undefined,
  };
  const handle = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    originAgentCluster: true,
    xContentTypeOptions: true,
    xFrameOptions: { action: 'deny' },
    xDnsPrefetchControl: { allow: false },
    xPermittedCrossDomainPolicies: { permittedPolicies: 'none' },
    xDownloadOptions: false,
    xXssProtection: false,
    crossOriginEmbedderPolicy: false,
  });
  let isDone = false;
  handle({} as IncomingMessage, recorder as unknown as ServerResponse, (error) => {
    if (error) throw error;
    isDone = true;
  });
  // Directives that depend on the request would make it wait: there are none.
  if (!isDone) throw new Error('The security headers could not be made.');
  return headers;
}
