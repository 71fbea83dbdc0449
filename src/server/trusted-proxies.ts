// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../common/address/ip-range.ts';

export type TrustedProxies = { readonly ok: true; readonly proxies: readonly string[] } | { readonly ok: false; readonly wrong: string };

/**
 * Addresses and ranges (`10.0.0.5, fd00::/8`) of reverse proxies whose X-Forwarded-For is believed, by comma. A range
 * that covers every address is refused: it would let each caller say who they are. Absent or empty: none.
 */
export function trustedProxies(text: string | undefined): TrustedProxies {
  const proxies = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const wrong = proxies.find((one) => /[%[]/.test(one) || (parseRange(one)?.bits ?? 0) === 0);
  return wrong === undefined ? { ok: true, proxies } : { ok: false, wrong };
}
