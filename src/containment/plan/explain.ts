// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { counted } from '../policy/count.ts';
import type { Reason } from '../policy/reason.ts';
import type { Plan, PlanOption } from './plan.ts';

export type Explanation = {
  /** No host, address, indicator or person: services only by their name in the inventory. */
  readonly public: Bilingual;
  readonly staff: Bilingual;
  readonly executives: Bilingual;
  /** Every number in the texts and where in the plan it stands. */
  readonly numbers: readonly { readonly value: number; readonly from: string }[];
};

/** Texts made of the plan's own record and nothing else, so that they cannot say more than the replay proved. */
export function explain(plan: Plan, optionId: string): Explanation {
  const option = optionId === plan.recommended.id ? plan.recommended : plan.options.find((one) => one.id === optionId);
  if (option === undefined) throw new RangeError(`no option ${optionId}`);
  const facts = factsOf(plan, option);
  return { public: publicText(facts), staff: staffText(facts), executives: executiveText(facts), numbers: facts.numbers };
}

type Named = { readonly name: string; readonly flows: number; readonly of: number };

function factsOf(plan: Plan, option: PlanOption) {
  // The responders' own tools are nobody else's business.
  const ours = new Set(option.rules.flatMap((rule) => (rule.kind === 'path' ? [rule.service] : [])));
  const byRule = new Set(option.stopped.filter((row) => row.because === 'rule').map((row) => row.service));
  const kept: readonly Named[] = option.kept
    .filter((row) => row.priority !== null && !byRule.has(row.service) && !ours.has(row.name))
    .map((row) => ({ name: row.name, flows: row.flows, of: row.of }));
  const named = option.stopped.filter((row) => row.because === 'rule' && row.priority !== null);
  const stopped = named.map((row) => row.name);
  const unnamed = option.stopped.filter((row) => row.because === 'rule' && row.priority === null);
  const { reasons } = option.residual;
  const numbers: { value: number; from: string }[] = [];
  const number = (value: number, from: string) => {
    numbers.push({ value, from });
    return value;
  };
  return {
    title: option.title,
    kept,
    stopped,
    closed: option.base === 'deny',
    overBudget: option.residual.overBudget,
    services: number(kept.length, 'kept.length'),
    keptFlows: number(
      kept.reduce((sum, one) => sum + one.flows, 0),
      'sum(kept.flows)',
    ),
    keptOf: number(
      kept.reduce((sum, one) => sum + one.of, 0),
      'sum(kept.of)',
    ),
    stoppedServices: number(new Set(stopped).size, 'distinct(stopped.service)'),
    users: number(Math.max(0, ...named.map((row) => row.users)), 'max(stopped.users)'),
    unnamedUsers: number(Math.max(0, ...unnamed.map((row) => row.users)), 'max(stopped.users of what nobody named)'),
    isolated: number(option.isolated.length, 'isolated.length'),
    attackOf: number(option.attack.of, 'attack.of'),
    attackStopped: number(option.attack.stopped, 'attack.stopped'),
    rules: number(option.ruleCount, 'ruleCount'),
    residual: number(option.residual.total, 'residual.total'),
    budget: number(option.residual.budget, 'residual.budget'),
    days: number(plan.inputs.days, 'inputs.days'),
    limits: limitsOf(reasons),
    /** Some rule closes what was listed, for somebody. */
    closes: option.rules.some((rule) => rule.kind === 'address' || rule.kind === 'name' || rule.kind === 'pair'),
    /** Everything that was listed is closed, and everything of it that was recorded stops. */
    whole: option.attack.stopped === option.attack.of && !reasons.some((one) => leavesOpen.has(one.code)),
    isolatedHosts: option.isolated,
    numbers,
  };
}
type Facts = ReturnType<typeof factsOf>;

const leavesOpen: ReadonlySet<string> = new Set([
  'not-read',
  'listed-in-part',
  'listed-kept-left-open',
  'listed-own-left-open',
  'listed-responder-left-open',
  'name-not-enforced',
  'shared-address',
]);

/** What a manager must know before a release: first what was not understood or is contradictory, then what stays open. */
function limitsOf(reasons: readonly Reason[]): readonly Reason[] {
  const first = (one: Reason) => /^(not-read|inventory-not-read|listed-|own-names|responder-path-(closed|by-name))/.test(one.code);
  return [
    ...reasons.filter((one) => first(one)),
    ...reasons.filter((one) => !first(one) && one.kind === 'limit' && one.code !== 'over-budget'),
  ];
}

const listOf = (names: readonly string[], lang: 'ja' | 'en') =>
  names.length === 0 ? (lang === 'ja' ? 'なし' : 'none') : [...new Set(names)].join(lang === 'ja' ? '、' : ', ');

function publicText(facts: Facts): Bilingual {
  const kept = facts.kept.map((one) => one.name);
  const all = facts.keptFlows === facts.keptOf;
  const known = facts.attackOf > 0 && facts.attackStopped === facts.attackOf;
  return {
    ja: [
      facts.services === 0
        ? '残すサービスの利用は通信の記録になく、動き続けることは確かめられていません。'
        : `業務に必要な ${facts.services} 件のサービス（${listOf(kept, 'ja')}）は動かし続けています。`,
      facts.closed
        ? 'それ以外の外部との通信は、対応に必要なものを除いて止めました。'
        : facts.closes
          ? `不正な通信と判断した相手との通信は、${facts.whole ? '止めました' : '一部を止めました'}。`
          : '',
      facts.isolated > 0 ? '疑いのある機器はネットワークから切り離しました。' : '',
      facts.services === 0
        ? ''
        : all
          ? `過去 ${facts.days} 日間の通信の記録に当てはめて、残すサービスの通信がすべて通ることを確かめています。`
          : `過去 ${facts.days} 日間の通信の記録に当てはめて、残すサービスの通信 ${facts.keptOf} 件のうち ${facts.keptFlows} 件が通ることを確かめています。`,
      facts.attackOf === 0
        ? '調べた記録の中に、不正な通信と分かったものはありません。'
        : known
          ? '確認できた不正な通信は、この措置ですべて止まります。'
          : '確認できた不正な通信の一部は、この措置だけでは止まりません。ほかの対策と合わせて対応しています。',
      'まだ確認できていない通信がある可能性は残っており、調査を続けています。',
    ].join(''),
    en: [
      facts.services === 0
        ? 'The services to be kept were not used in the recorded traffic, so their operation has not been confirmed. '
        : `${counted(facts.services, 'service that the business needs', 'services that the business needs')} (${listOf(kept, 'en')}) ${facts.services === 1 ? 'stays' : 'stay'} in operation. `,
      facts.closed
        ? 'All other traffic with the outside has been stopped, except what the response itself needs. '
        : facts.closes
          ? `${facts.whole ? 'Traffic' : 'Part of the traffic'} with destinations judged malicious has been stopped. `
          : '',
      facts.isolated > 0 ? 'Suspected machines have been taken off the network. ' : '',
      facts.services === 0
        ? ''
        : all
          ? `Against ${counted(facts.days, 'day')} of recorded traffic, all connections of the kept services pass. `
          : `Against ${counted(facts.days, 'day')} of recorded traffic, ${facts.keptFlows} of ${facts.keptOf} connections of the kept services pass. `,
      facts.attackOf === 0
        ? 'No malicious traffic was recognised in the record that was examined. '
        : known
          ? 'All malicious traffic confirmed so far is stopped by these measures. '
          : 'Part of the malicious traffic confirmed so far is not stopped by these measures alone; other measures are being taken. ',
      'There may be traffic that has not been recognised yet; the investigation goes on.',
    ].join(''),
  };
}

function staffText(facts: Facts): Bilingual {
  return {
    ja: [
      `使えるもの：${listOf(
        facts.kept.map((one) => one.name),
        'ja',
      )}。`,
      `使えなくなるもの：${listOf(facts.stopped, 'ja')}${facts.closed ? '、および台帳にない外部のサイト' : ''}。`,
      facts.isolated > 0
        ? `${facts.isolated} 台の端末を切り離します。対象の方には担当者から連絡します。代わりの端末については担当者が案内します。電源は切らないでください。`
        : '',
      '使えなくて困るものがあれば、自分で回避せずに情報システム担当へ連絡してください。外部の方には問い合わせ窓口から回答します。',
    ].join(''),
    en: [
      `You can use: ${listOf(
        facts.kept.map((one) => one.name),
        'en',
      )}. `,
      `You cannot use: ${listOf(facts.stopped, 'en')}${facts.closed ? ', and outside sites that are not in the inventory' : ''}. `,
      facts.isolated > 0
        ? `${counted(facts.isolated, 'computer is', 'computers are')} taken off the network; those concerned will be called and told about a replacement. Do not switch ${facts.isolated === 1 ? 'it' : 'them'} off. `
        : '',
      'If you miss something, call IT and do not work around it. Outsiders are answered by the contact desk.',
    ].join(''),
  };
}

function executiveText(facts: Facts): Bilingual {
  const limits = (lang: 'ja' | 'en') =>
    facts.limits
      .slice(0, 8)
      .map((one) => `・${one.text[lang]}`)
      .join('\n');
  return {
    ja: [
      `案：${facts.title.ja}（ルール ${facts.rules} 個、隔離 ${facts.isolated} 台）。`,
      facts.attackOf === 0
        ? '記録の中に攻撃の通信はなく、止めると分かっているものはありません。'
        : `記録された攻撃の通信 ${facts.attackOf} 組のうち ${facts.attackStopped} 組を止めます。`,
      `残るリスクは攻撃の通信 ${facts.residual} 組分（許容量 ${facts.budget} 組分）で、${facts.overBudget ? '許容量を超えています' : '許容量の中です'}。`,
      `止まるサービスは ${facts.stoppedServices} 件、最も多いもので ${facts.users} 人に影響します。`,
      facts.unnamedUsers > 0 ? `台帳にない通信も止まり、${facts.unnamedUsers} 人に影響します。` : '',
      facts.keptOf === 0
        ? `残すサービスの通信は、${facts.days} 日分の記録にありません。`
        : `残すサービスの通信は ${facts.keptOf} 件中 ${facts.keptFlows} 件が通ります（${facts.days} 日分の記録による）。`,
      facts.limits.length > 0 ? `\nこの案について知っておくこと：\n${limits('ja')}` : '',
      '\n元に戻す手順も一緒に用意します。適用には責任者の承認が必要です。',
    ].join(''),
    en: [
      `Option: ${facts.title.en} (${counted(facts.rules, 'rule')}, ${counted(facts.isolated, 'computer')} isolated). `,
      facts.attackOf === 0
        ? 'No attack flow is on record, so nothing is known to be stopped. '
        : `It stops ${facts.attackStopped} of ${counted(facts.attackOf, 'recorded attack flow')}. `,
      `The residual risk, in open attack flows, is ${facts.residual} against ${facts.budget} that are accepted: ${facts.overBudget ? 'over the tolerance' : 'within the tolerance'}. `,
      `${counted(facts.stoppedServices, 'service stops', 'services stop')}, the largest for ${counted(facts.users, 'person', 'people')}. `,
      facts.unnamedUsers > 0
        ? `Traffic that is not in the inventory stops too, for ${counted(facts.unnamedUsers, 'person', 'people')}. `
        : '',
      facts.keptOf === 0
        ? `The kept services have no connections in ${counted(facts.days, 'day')} of record.`
        : `Of the kept services' connections ${facts.keptFlows} of ${facts.keptOf} pass (${counted(facts.days, 'day')} on record).`,
      facts.limits.length > 0 ? `\nWhat to know about this option:\n${limits('en')}` : '',
      '\nThe way back is prepared with it. It is applied only after a named person has released it.',
    ].join(''),
  };
}
