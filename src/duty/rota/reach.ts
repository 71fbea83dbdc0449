// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Channel, DutyPerson, DutyPlan } from './plan.ts';
import { lastKey } from './ways.port.ts';
import type { Ways } from './ways.port.ts';

/** A channel of a person that leads nowhere, and why. */
export type DeadWay = { readonly channel: Channel; readonly why: Bilingual };

export type Reach = {
  /** Nobody and nothing could tell this person of a page now. */
  readonly unreachable: boolean;
  readonly dead: readonly DeadWay[];
  /** Whether what could be looked at was looked at; false: it rests on a browser or a page that only the desk's state knows. */
  readonly known: boolean;
};

const channelNames: Readonly<Record<Channel, Bilingual>> = {
  mail: { ja: 'メール', en: 'mail' },
  webhook: { ja: 'チャット（webhook）', en: 'webhook' },
  'web-push': { ja: 'ブラウザ通知', en: 'browser notification' },
  telephone: { ja: '電話', en: 'telephone' },
};

/** Whether a page of now could reach the person by one of `channels`: set up on this desk, an address, a living device, no last page that failed. */
export function reachOf(person: DutyPerson, channels: readonly Channel[], ways: Ways): Reach {
  const dead = channels.flatMap((channel): DeadWay[] => {
    const why = whyDead(person, channel, ways);
    return why === null ? [] : [{ channel, why }];
  });
  const alive = channels.filter((channel) => !dead.some((one) => one.channel === channel));
  const known = ways.seen !== null || alive.some((channel) => channel !== 'web-push');
  return { unreachable: alive.length === 0, dead, known };
}

function whyDead(person: DutyPerson, channel: Channel, ways: Ways): Bilingual | null {
  const closed = ways.closed[channel];
  if (closed !== undefined) return closed;
  const missing = missingAddress(person, channel, ways);
  if (missing !== null) return missing;
  const last = ways.seen?.last.get(lastKey(person.id, channel));
  return last === undefined || last.arrived ? null : { ja: '前回の呼び出しは届かなかった', en: 'the last page did not get through' };
}

function missingAddress(person: DutyPerson, channel: Channel, ways: Ways): Bilingual | null {
  switch (channel) {
    case 'mail':
      return person.mail.some((address) => /^[^\s@]+@[^\s@]+$/.test(address))
        ? null
        : { ja: 'メールアドレスがない', en: 'no mail address' };
    case 'telephone':
      return /\d.*\d/.test(person.telephone.normalize('NFKC')) ? null : { ja: '電話番号がない', en: 'no telephone number' };
    case 'web-push':
      return ways.seen === null || (ways.seen.browsers.get(person.id) ?? 0) > 0
        ? null
        : { ja: '通知を受けるブラウザが登録されていない', en: 'no browser is subscribed' };
    case 'webhook': {
      if (person.webhooks.length === 0) return { ja: 'Webhook の名前がない', en: 'no webhook is named' };
      const unknown = person.webhooks.filter((name) => !ways.webhooks.includes(name));
      return unknown.length < person.webhooks.length
        ? null
        : { ja: `Webhook ${unknown.join('、')} が設定されていない`, en: `no webhook ${unknown.join(', ')} is set up` };
    }
  }
}

/** `mail (Outgoing mail is not set up); telephone (no telephone number)`. */
export function deadInWords(dead: readonly DeadWay[]): Bilingual {
  return {
    ja: dead.map(({ channel, why }) => `${channelNames[channel].ja}（${why.ja}）`).join('、'),
    en: dead.map(({ channel, why }) => `${channelNames[channel].en} (${why.en})`).join('; '),
  };
}

/** The channels by which a step pages somebody: its own choice among the person's, or all of the person's where none is left. */
export function channelsOf(person: DutyPerson, step: { readonly channels?: readonly Channel[] | undefined }): readonly Channel[] {
  const by = person.channels.filter((channel) => step.channels === undefined || step.channels.includes(channel));
  return by.length === 0 ? person.channels : by;
}

/** Everybody whom a step of a policy pages by name. */
export function namedInSteps(plan: Pick<DutyPlan, 'policies'>): ReadonlySet<string> {
  return new Set(
    plan.policies.flatMap((policy) => policy.steps.flatMap((step) => step.targets.flatMap((to) => ('person' in to ? [to.person] : [])))),
  );
}
