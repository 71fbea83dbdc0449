// SPDX-License-Identifier: Apache-2.0
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import type { DisclosureDeps } from '../deps.ts';
import { ASKED_BEFORE } from './ask-keeper.ts';
import type { KeptSecurityTxt } from './security-txt.contract.ts';
import type { Standing } from './standing.ts';
import { PLACE } from './write.ts';

const DAY = 86_400_000;

/** How our own file stands now, as a screen shows it. */
export async function keptSecurityTxt(deps: Pick<DisclosureDeps, 'clock' | 'house'>, standing: Standing | null): Promise<KeptSecurityTxt> {
  const address = await deps.house.publicAddress();
  const thanksPage = `${address}/thanks`;
  if (standing === null) return { file: null, thanksPage };
  const { text, terms, body, by, confirmedAt, keeper, asked } = standing;
  const left = millisOf(terms.expires) - millisOf(deps.clock.now());
  return {
    thanksPage,
    file: {
      text,
      address: `${address}${PLACE}`,
      state: terms.state,
      expires: terms.expires,
      daysLeft: Math.max(0, Math.floor(left / DAY)),
      confirmBy: terms.renewedUntil,
      askedFrom: plusMillis(terms.renewedUntil, -ASKED_BEFORE[0] * DAY),
      confirmedAt,
      by,
      keeper,
      asked,
      contacts: [...body.contacts],
      policy: body.policy,
      thanks: body.thanks,
    },
  };
}
