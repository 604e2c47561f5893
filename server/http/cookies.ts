/**
 * The session cookie. Over https it is `__Host-sid`, which no other host and no plain page can set; over plain http
 * browsers refuse that prefix, so it is `sid` there. Only the one that fits the connection is ever read.
 */
import { parseCookie } from 'cookie';
import type { Request } from 'express';
import { isSecure } from './client.js';

const cookieName = (secure: boolean): string => (secure ? '__Host-sid' : 'sid');

export function readSessionCookie(request: Request, siteUrl: string | undefined): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[cookieName(isSecure(request, siteUrl))];
}

/** Set-Cookie for a new session; it ends with the browser, and on the server after its own time. */
export function sessionCookie(id: string, secure: boolean): string {
  return `${cookieName(secure)}=${id}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** Set-Cookie that takes the session cookie away. */
export function endedSessionCookie(secure: boolean): string {
  return `${sessionCookie('', secure)}; Max-Age=0`;
}
