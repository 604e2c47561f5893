/** What a handler may know of the one who asks besides the principal: address, agent, how safe the connection is. */
import type { Request } from 'express';

export interface ClientInfo {
  /** Address of the socket, or of the client as a trusted proxy tells it. */
  readonly address: string;
  /** User agent, at most 200 characters. */
  readonly agent: string;
  /** Over https, as far as people see it. */
  readonly secure: boolean;
  /** From this machine: the socket, the host that was asked and the absence of proxy headers all say so. */
  readonly loopback: boolean;
  /** The session id of the cookie, whether or not it is a valid one. */
  readonly sessionId: string | undefined;
}

/** Reads the client of a request; `siteUrl` with https tells that a proxy in front of us speaks https. */
export function readClient(request: Request, siteUrl: string | undefined, sessionId: string | undefined): ClientInfo {
  return {
    address: request.ip ?? request.socket.remoteAddress ?? '',
    agent: (request.headers['user-agent'] ?? '').slice(0, 200),
    secure: isSecure(request, siteUrl),
    loopback: isLoopback(request),
    sessionId,
  };
}

export const isSecure = (request: Request, siteUrl: string | undefined): boolean =>
  request.secure || siteUrl?.startsWith('https:') === true;

/**
 * A proxy on the same machine also connects from loopback: any header that proxies add, or a host name that is not this
 * machine's, means that the person may sit elsewhere.
 */
function isLoopback(request: Request): boolean {
  const { headers } = request;
  const proxied = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'].some((n) => n in headers);
  return !proxied && isLoopbackAddress(request.socket.remoteAddress ?? '') && isLoopbackHost(headers.host ?? '');
}

export const isLoopbackAddress = (address: string): boolean =>
  /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address);

export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|[a-z0-9-]+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i.test(host);
