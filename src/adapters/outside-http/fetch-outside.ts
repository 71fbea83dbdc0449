// SPDX-License-Identifier: Apache-2.0
import { setGlobalProxyFromEnv } from 'node:http';
import type { FetchOutside } from '../../common/fetch-outside.port.ts';
import { allowing, askOutside, refuseInside } from './outside-only.ts';
import { proxiesOf } from './proxy-variables.ts';
import type { Proxies } from './proxy-variables.ts';

const held: { proxies: Proxies | null; direct: readonly string[]; restore: () => void } = {
  proxies: null,
  direct: [],
  restore: () => undefined,
};

/**
 * From here on whatever this process asks of the outside by HTTP goes by the proxies of `env`: `fetch`, ours and that
 * of the libraries (sign-in), and Node's own agents (web push). This machine is never reached by a proxy, nor are
 * sockets of the log engine, which have agents of their own. Returns what undoes it. Throws UnusableProxy.
 */
export function obeyProxies(env: Readonly<Record<string, string | undefined>>): () => void {
  held.proxies = proxiesOf(env);
  held.direct = held.proxies?.direct ?? [];
  apply();
  return () => {
    Object.assign(held, { proxies: null, direct: [] });
    apply();
  };
}

function apply(): void {
  const { proxies, direct } = held;
  held.restore();
  held.restore = () => undefined;
  if (proxies === null) return;
  held.restore = setGlobalProxyFromEnv({
    ...(proxies.http === null ? {} : { http_proxy: proxies.http }),
    ...(proxies.https === null ? {} : { https_proxy: proxies.https }),
    no_proxy: direct.join(','),
  });
}

/** The one place from which the desk asks something of a server outside. */
export const fetchOutside: FetchOutside = async (url, request) => {
  const { hostname, protocol } = new URL(url);
  // Node's fetch knows names and single addresses of NO_PROXY, and no ranges: an address in one is named to it.
  if (held.proxies !== null && held.proxies.inRange(hostname) && !held.direct.includes(hostname)) {
    held.direct = [...held.direct, hostname];
    apply();
  }
  const { body, onlyOutsideBut, ...rest } = request;
  if (onlyOutsideBut !== undefined) {
    const allowed = allowing(onlyOutsideBut);
    // Behind a proxy it is the proxy that looks names up; what it may reach is its own affair.
    const unseen = byProxy(hostname, protocol);
    refuseInside(hostname, allowed, unseen);
    if (!unseen) return askOutside(url, request, allowed);
  }
  return fetch(url, {
    ...rest,
    redirect: 'error',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
  });
};

function byProxy(hostname: string, protocol: string): boolean {
  const { proxies } = held;
  if (proxies === null || (protocol === 'https:' ? proxies.https : proxies.http) === null) return false;
  const reached = (one: string) =>
    one === '*' || hostname === one.replace(/^[*.]+/, '') || hostname.endsWith(`.${one.replace(/^[*.]+/, '')}`);
  return !proxies.inRange(hostname) && !held.direct.some(reached);
}
