// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { coversPort } from '../address/ports.ts';
import { insideAny } from '../address/range-index.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';

/** Whether a program on the gateway itself can open a TCP connection there under a policy, as the nftables writer puts it. */
export function gatewayReaches(policy: Policy, host: string, port: number): boolean {
  const address = parseAddress(host);
  if (address === null) return false;
  const holds = (texts: readonly string[]) => insideAny(texts.flatMap((text) => parseRange(text) ?? []))(address);
  if (rulesOf(policy, 'path').some((rule) => coversPort(rule.ports, 'tcp', port) && holds(rule.ranges))) return true;
  if (holds(closedAddresses(policy))) return false;
  if (policy.base === 'allow' || holds(policy.internal)) return true;
  return rulesOf(policy, 'allow').some((rule) => coversPort(rule.ports, 'tcp', port) && holds([...rule.ranges, ...rule.observed]));
}
