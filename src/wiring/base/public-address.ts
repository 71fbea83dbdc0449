// SPDX-License-Identifier: Apache-2.0
import { settingsOf } from './settings.ts';

/** Where people open the desk, and whether a link to it may go into a mail. */
export type PublicAddress = {
  readonly url: URL;
  /** Start of every link that is sent to people, without a slash at the end; null when only this machine could open it. */
  readonly linkBase: string | null;
};

/**
 * The one place where MATOI_URL, MATOI_HOST and MATOI_PORT become an address. A person's own MATOI_URL is taken as it
 * is; an address guessed from a host that only this machine reaches is never put into a mail.
 */
export function publicAddress(env: Readonly<Record<string, string | undefined>>): PublicAddress {
  const { MATOI_URL: set, MATOI_HOST: host, MATOI_PORT: port } = settingsOf(env);
  if (set !== null) return { url: set, linkBase: `${set.origin}${set.pathname}`.replace(/\/+$/, '') };
  const any = host === '0.0.0.0' || host === '::';
  const name = any ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const url = new URL(`http://${name}:${port}`);
  const here = any || url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.');
  return { url, linkBase: here ? null : url.origin };
}
