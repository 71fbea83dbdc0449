// SPDX-License-Identifier: Apache-2.0
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import { createWayStore } from '../../adapters/postgres/way-store.ts';
import { FREE_MAIL } from '../../common/free-mail.ts';
import type { House } from '../../intake/house.port.ts';
import type { OwnDomain } from '../../intake/ways.contract.ts';
import type { Base, OpenState } from './base.ts';
import { perOpened } from './per-opened.ts';
import { settingsOf } from './settings.ts';

/** Milliseconds for which what was read is used: mails may come by the dozen in a second. */
const FRESH = 3000;

type Known = House & { readonly own: readonly OwnDomain[] };

/** What is known of the organisation: mail domains from the settings, the role mailbox and the first person's address, and the ways in. */
export const houseOf = perOpened((opened: OpenState, base: Base) => {
  const people = createOrganisationStore(opened.database);
  const ways = createWayStore(opened.database);
  const kept: { until: number; known: Promise<Known> | null } = { until: 0, known: null };

  async function read(): Promise<Known> {
    const [organisation, first, named] = await Promise.all([people.organisation(), people.list({ limit: 1, after: 0 }), ways.known()]);
    const own = ownDomains(settingsOf(base.env).MATOI_OWN_DOMAINS, organisation.roleMailbox, first[0]?.addresses ?? []);
    return { own, ownDomains: own.map(({ domain }) => domain), ways: named.ways };
  }
  const open = (): Promise<Known> => {
    if (kept.known === null || performance.now() > kept.until) {
      kept.until = performance.now() + FRESH;
      kept.known = read();
      kept.known.catch(() => {
        kept.known = null;
      });
    }
    return kept.known;
  };
  return {
    open,
    forget: (): void => {
      kept.known = null;
    },
  };
});

function ownDomains(set: readonly string[], roleMailbox: string, first: readonly string[]): readonly OwnDomain[] {
  const of = (address: string): readonly string[] => {
    const domain = domains.organisation(address.split('@').at(-1) ?? '');
    return domain === null || FREE_MAIL.test(domain) ? [] : [domain];
  };
  const all: readonly OwnDomain[] = [
    ...set.map((domain) => ({ domain, from: 'setting' as const })),
    ...of(roleMailbox).map((domain) => ({ domain, from: 'role-mailbox' as const })),
    ...first.flatMap(of).map((domain) => ({ domain, from: 'set-up' as const })),
  ];
  return all.filter(({ domain }, at) => all.findIndex((other) => other.domain === domain) === at);
}
