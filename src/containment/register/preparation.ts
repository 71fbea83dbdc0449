// SPDX-License-Identifier: Apache-2.0
import { fullDaysBetween } from '../../common/civil-day.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { counted } from '../policy/count.ts';
import type { InventoryDraft } from '../traffic/inventory-draft.ts';
import { isKept } from '../inventory/inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Plan } from '../plan/plan.ts';
import type { ServiceRecord, TrafficRecord } from './record.ts';
import { undecided, vitalStopped } from './undecided.ts';
import type { Use } from './undecided.ts';

/** What to prepare next, most useful first, with why; `where` names the tab that does it. */
export type Preparation = {
  readonly id: string;
  readonly text: Bilingual;
  readonly why: Bilingual;
  readonly where: 'services' | 'traffic' | 'draft' | null;
};

export type Situation = {
  readonly inventory: Inventory & { readonly services: readonly ServiceRecord[] };
  readonly traffic: TrafficRecord | null;
  readonly study: { readonly plan: Plan; readonly draft: InventoryDraft; readonly use: readonly Use[] } | null;
  readonly now: string;
};

/** From this age on an address list no longer says where a cloud lives. */
export const STALE_DAYS = 30;
const ENOUGH_DAYS = 35;
const OLD_TRAFFIC_DAYS = 14;
const UNNAMED_MOST = 0.05;

/** What a keep-only plan would rest on: lists that nobody keeps may be as old as they like. */
export function kept(services: readonly ServiceRecord[]): readonly ServiceRecord[] {
  return services.filter((service) => isKept(service) || service.kind === 'responder');
}

/** Kept services whose published ranges were fetched more than STALE_DAYS days ago. */
export function staleOf(services: readonly ServiceRecord[], now: string): readonly ServiceRecord[] {
  return kept(services).filter(
    ({ ranges, source }) => ranges.length > 0 && source.fetchedAt !== null && fullDaysBetween(source.fetchedAt, now) > STALE_DAYS,
  );
}

/** Each rule looks at one thing; the order is the order of the page. */
export function preparations(situation: Situation): readonly Preparation[] {
  return [...inputs(situation), ...decisions(situation), ...ways(situation), ...freshness(situation)];
}

function inputs({ inventory, traffic }: Situation): Preparation[] {
  const found: Preparation[] = [];
  if (traffic === null)
    found.push({
      id: 'traffic',
      text: { ja: '通信の記録（35日分以上）を取り込む', en: 'Import recorded traffic (35 days or more)' },
      why: { ja: '何が止まるかを、実際の通信で確かめられません', en: 'Nothing can be proved about what would stop' },
      where: 'traffic',
    });
  if (inventory.services.length === 0)
    found.push({
      id: 'inventory',
      text: { ja: '使っているサービスの台帳を作る', en: 'Make the inventory of the services in use' },
      why: { ja: '台帳がなければ「全部止める」しか選べません', en: 'Without it the only choice is to stop everything' },
      where: traffic === null ? 'services' : 'draft',
    });
  return found;
}

function decisions({ inventory, study }: Situation): Preparation[] {
  const found: Preparation[] = [];
  const use = study?.use ?? [];
  const used = new Set(use.map((one) => one.service));
  const open = undecided(inventory.services, use).filter((service) => study === null || used.has(service.id));
  if (open.length > 0)
    found.push({
      id: 'undecided',
      text: {
        ja: `使っているのに決めていない ${open.length} 件を、止めるか残すか決める`,
        en: `Decide ${counted(open.length, 'service')} in use: stop or keep`,
      },
      why: {
        ja: `いま起きると止まります：${open
          .slice(0, 3)
          .map((one) => one.name)
          .join('、')}${open.length > 3 ? ' ほか' : ''}`,
        en: `Today they would stop: ${open
          .slice(0, 3)
          .map((one) => one.name)
          .join(', ')}${open.length > 3 ? ' and more' : ''}`,
      },
      where: 'services',
    });
  const keep = study?.plan.options.find((option) => option.id === 'keep-only');
  const hit = keep === undefined ? [] : vitalStopped(keep);
  if (hit.length > 0)
    found.push({
      id: 'vital',
      text: { ja: `「止めない」サービスの宛先を台帳に書き足す`, en: 'Complete the destinations of services that must never stop' },
      why: {
        ja: `通信の一部が台帳の宛先から漏れています：${hit.join('、')}`,
        en: `Part of their traffic is outside their entry: ${hit.join(', ')}`,
      },
      where: 'services',
    });
  const unnamed = study?.plan.reasons.find((one) => one.code === 'unnamed-share');
  const outside = study?.plan.options.find((option) => option.id === 'full-cut')?.stopped ?? [];
  const all = outside.reduce((sum, row) => sum + row.flows, 0);
  const lost = outside.filter((row) => row.priority === null).reduce((sum, row) => sum + row.flows, 0);
  if (all > 0 && lost / all > UNNAMED_MOST) {
    const share = Math.round((lost / all) * 1000) / 10;
    found.push({
      id: 'unlisted',
      text: { ja: '台帳にない宛先を、下書きから台帳に加える', en: 'Take destinations outside the inventory in from the draft' },
      why: unnamed?.text ?? {
        ja: `社外への通信の ${share} % は、台帳のどのサービスにも当たりません`,
        en: `${share} % of the outside connections belong to no service of the inventory`,
      },
      where: 'draft',
    });
  }
  return found;
}

function ways({ inventory, study }: Situation): Preparation[] {
  const found: Preparation[] = [];
  if (inventory.services.length > 0 && !inventory.services.some((service) => service.kind === 'responder'))
    found.push({
      id: 'path',
      text: {
        ja: '担当者の経路（EDR・遠隔操作・ログ転送）を台帳に書く',
        en: 'Enter the responders’ own path (EDR, remote desk, log shipping)',
      },
      why: { ja: '書いていないと、止めたときに自分たちも締め出されます', en: 'Without it, stopping locks you out too' },
      where: 'services',
    });
  const shared = study?.plan.options.flatMap((option) => option.residual.reasons).some((one) => one.code === 'name-not-enforced') ?? false;
  if (inventory.services.length > 0 && inventory.nameEnforcement === 'none')
    found.push({
      id: 'names',
      text: {
        ja: '名前で止められる場所（自組織リゾルバー・プロキシー）を用意する',
        en: 'Prepare a point that enforces names (resolver, proxy)',
      },
      why: shared
        ? { ja: '名前だけが分かっている相手を止める方法がありません', en: 'Destinations known by name only cannot be stopped' }
        : {
            ja: 'アドレスを共用するクラウドは、名前でしか切り分けられません',
            en: 'Clouds on shared addresses can be told apart by name only',
          },
      where: 'services',
    });
  return found;
}

function freshness({ inventory, traffic, now }: Situation): Preparation[] {
  const found: Preparation[] = [];
  const stale = staleOf(inventory.services, now);
  if (stale.length > 0)
    found.push({
      id: 'stale',
      text: {
        ja: `${STALE_DAYS} 日より古い宛先一覧 ${stale.length} 件を取り直す`,
        en: `Fetch ${counted(stale.length, 'list')} older than ${STALE_DAYS} days again`,
      },
      why: { ja: '新しいアドレスは台帳になく、残すはずの業務が止まります', en: 'Newer addresses are missing: what should live would stop' },
      where: 'services',
    });
  if (traffic !== null && traffic.days < ENOUGH_DAYS)
    found.push({
      id: 'days',
      text: {
        ja: `通信の記録を ${ENOUGH_DAYS} 日分にする（いまは ${traffic.days} 日分）`,
        en: `Record ${ENOUGH_DAYS} days of traffic (${traffic.days} now)`,
      },
      why: { ja: '月に一度の振込や締め処理が、記録に現れていません', en: 'Jobs that run once a month are not in it' },
      where: 'traffic',
    });
  const age = traffic === null || traffic.to === null ? 0 : fullDaysBetween(traffic.to, now);
  if (age > OLD_TRAFFIC_DAYS)
    found.push({
      id: 'old-traffic',
      text: { ja: '通信の記録を新しくする', en: 'Import newer traffic' },
      why: { ja: `最後の日から ${age} 日たっています`, en: `Its last day is ${counted(age, 'day')} ago` },
      where: 'traffic',
    });
  return found;
}
