// SPDX-License-Identifier: Apache-2.0
import type { stations } from './entry/case.ts';
import type { IncidentKind } from './entry/triage.ts';

type Station = (typeof stations)[number];

export type KindTraits = {
  readonly urgency: 'now' | 'today';
  /** A weakness in one's own programs may be behind it: advisories are asked, and the list of assets counts. */
  readonly asksAdvisories: boolean;
  /** Colleagues may have the same mail, and an answer to it would give something away. */
  readonly mailIsDoubtful: boolean;
  /** Addresses in the report are of our own pages, which somebody used or could use. */
  readonly aboutOwnPages: boolean;
  /** Addresses in the report are of whoever attacks: what our computers should not talk to. */
  readonly foreignEnds: boolean;
  /** Stations for which such an incident has nothing to do, as long as nothing is found there. */
  readonly idle: readonly Station[];
};

const traits = (
  urgency: KindTraits['urgency'],
  asksAdvisories: boolean,
  mailIsDoubtful: boolean,
  addresses: 'own-pages' | 'foreign' | 'either' = 'either',
  idle: readonly Station[] = [],
): KindTraits => ({
  urgency,
  asksAdvisories,
  mailIsDoubtful,
  aboutOwnPages: addresses === 'own-pages',
  foreignEnds: addresses === 'foreign',
  idle,
});

/** What each kind of incident decides. In the order of urgency: of several kinds, the first one chooses the playbook. */
export const kindTraits: Readonly<Record<IncidentKind, KindTraits>> = {
  ransomware: traits('now', false, false, 'foreign'),
  'compromise-seen': traits('now', false, false, 'foreign'),
  'account-taken-over': traits('now', false, false, 'foreign'),
  'exposure-seen': traits('now', true, true, 'own-pages'),
  extortion: traits('now', false, true),
  'abuse-from-us': traits('now', false, false, 'own-pages'),
  'phishing-clicked': traits('now', false, true, 'foreign'),
  outage: traits('now', false, false, 'either', ['truth']),
  'data-lost': traits('today', false, false, 'either', ['spread', 'containment', 'fix']),
  'name-misused': traits('today', false, false, 'either', ['spread', 'containment', 'fix']),
  'supplier-notice': traits('today', true, true),
  'weakness-claimed': traits('today', true, true, 'own-pages', ['containment', 'customers', 'public']),
  unclear: traits('today', true, true),
};

/** Every kind, most urgent first. */
export const kindsByUrgency = Object.keys(kindTraits) as readonly IncidentKind[];

/** Ways by which a person spoke to us: there is no mail to answer, and the number given may be an impostor's. */
export const spokenChannels: readonly string[] = ['telephone', 'in-person'];
