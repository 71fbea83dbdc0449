// SPDX-License-Identifier: Apache-2.0
import type { StandingRow } from '../../../../src/hunt/standing-search/standing.contract.ts';

type Written = Pick<StandingRow, 'kind' | 'value'>;

/** Written so that nobody clicks it and no mail programme makes a link of it; reading it back gives the same. */
export function defanged({ kind, value }: Written): string {
  switch (kind) {
    case 'ip':
    case 'cidr':
      // An IPv6 address becomes no link.
      return value.includes(':') ? value : value.replace(/\.(?=\d+(\/|$))/, '[.]');
    case 'domain':
      return value.replaceAll('.', '[.]');
    case 'url': {
      const [host = ''] = value.split('/');
      return `hxxp://${host.replaceAll('.', '[.]')}${value.slice(host.length)}`;
    }
    default:
      return value;
  }
}

/** As the question for indicators reads it: some kinds are known only by their name in front. */
export function asQuestion({ kind, value }: Written): string {
  return kind === 'user-agent' || kind === 'ja3' ? `${kind}: ${value}` : value;
}
