// SPDX-License-Identifier: Apache-2.0
import type { Base } from './base.ts';

/** MATOI_OWN_DOMAINS, separated by commas: mail domains of this house. */
export function ownDomains(env: Base['env']): readonly string[] {
  return listed(env['MATOI_OWN_DOMAINS']);
}

/** Names of a setting, separated by commas or blanks, in lower case. */
export function listed(text: string | undefined): readonly string[] {
  return (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
}
