// SPDX-License-Identifier: Apache-2.0
// Every sentence of the texts for the public, the staff and the executives, against what the devices do with the record.
import type { Explanation } from '../../../../src/containment/plan/explain.ts';
import type { Plan, PlanOption } from '../../../../src/containment/plan/plan.ts';
import type { Asked } from './asked.ts';
import type { Company, Flow } from './world.ts';

const numbersIn = (text: string) => [...text.matchAll(/\d+(?:\.\d+)?/g)].map((one) => one[0]);
const list = (text: string | undefined) =>
  text === undefined || /^(none|なし)$/.test(text.trim()) ? [] : text.split(/[,、] ?/).map((one) => one.trim());

export function saidWrongly(company: Company, plan: Plan, option: PlanOption, asked: Asked, texts: Explanation): readonly string[] {
  const found: string[] = [];
  const say = (wrong: boolean, says: string) => void (wrong && found.push(says));
  const { en, ja } = texts.public;
  const passes = company.flows.map(
    (flow) => asked({ src: flow.src, dst: flow.dst, port: flow.port, proto: flow.proto, name: flow.name === '' ? null : flow.name }).pass,
  );
  const isAttack = (flow: Flow) =>
    option.verdicts.some((one) => one.host === flow.host && one.address === flow.dst && one.name === (flow.name === '' ? null : flow.name));
  const openAttack = company.flows.some((flow, at) => isAttack(flow) && passes[at]);
  const anyAttack = company.flows.some((flow) => isAttack(flow));

  // The two languages carry the same numbers.
  for (const audience of ['public', 'executives', 'staff'] as const) {
    const [first, second] = [
      numbersIn(texts[audience].en.split('\n')[0]!).toSorted(),
      numbersIn(texts[audience].ja.split('\n')[0]!).toSorted(),
    ];
    say(audience !== 'staff' && first.join() !== second.join(), `${audience}: English has ${first.join()}, Japanese ${second.join()}`);
  }
  // Public: what lives, what is closed, what is stopped.
  const lives = list(/\(([^)]*)\) stays? in operation/.exec(en)?.[1]);
  for (const name of lives) {
    const row = option.stopped.find((one) => one.name === name && one.because === 'rule');
    say(row !== undefined, `public: ${name} is said to stay and stands under what stops`);
    say(
      !option.kept.some((one) => one.name === name && one.flows > 0),
      `public: ${name} is said to stay and none of its connections passes`,
    );
    say(!ja.includes(name), `public: ${name} is missing in Japanese`);
  }
  say(/all connections of the kept services pass/.test(en) && lives.length === 0, 'public: all connections of nothing pass');
  const all = /all connections of the kept services pass/.test(en);
  const keptPasses = company.flows.every(
    (flow, at) =>
      passes[at] || isAttack(flow) || option.isolated.includes(flow.host) || !lives.some((name) => ownedBy(company, flow, name)),
  );
  say(all && !keptPasses, 'public: a connection of a kept service does not pass');
  say(/All other traffic with the outside has been stopped/.test(en) !== (option.base === 'deny'), 'public: closed base said wrongly');
  say(/All malicious traffic confirmed so far is stopped/.test(en) && openAttack, 'public: all attack is said to stop and some passes');
  say(/No malicious traffic was recognised/.test(en) && anyAttack, 'public: no attack is said to be on record');
  say(
    /(?<!Part of the t)(?:^|\. )Traffic with destinations judged malicious has been stopped/.test(en) &&
      (openAttack || option.id === 'isolate'),
    'public: destinations are said to be closed and are not',
  );
  say(/taken off the network/.test(en) !== option.isolated.length > 0, 'public: isolation said wrongly');
  say(
    /すべて止まります/.test(ja) !== /All malicious traffic confirmed so far is stopped/.test(en),
    'public: the languages differ about the attack',
  );
  // Staff: what can be used and what cannot.
  const use = list(/You can use: ([^.]*)\./.exec(texts.staff.en)?.[1]);
  const lost = list(/You cannot use: ([^.]*?)(?:, and outside sites[^.]*)?\./.exec(texts.staff.en)?.[1]);
  say(
    use.some((name) => lost.includes(name)),
    'staff: one service both usable and not',
  );
  const stops = new Set(option.stopped.filter((one) => one.because === 'rule' && one.priority !== null).map((one) => one.name));
  say(lost.toSorted().join() !== [...stops].toSorted().join(), `staff: cannot use ${lost.join()}, stopped are ${[...stops].join()}`);
  // Executives: numbers.
  const executives = texts.executives.en;
  const number = (pattern: RegExp) => Number(pattern.exec(executives)?.[1] ?? Number.NaN);
  say(number(/(\d+) services? stops?,/) !== stops.size, `executives: ${number(/(\d+) services? stops?,/)} services stop, ${stops.size} do`);
  say(number(/\((\d+) rules?,/) !== option.ruleCount, 'executives: number of rules');
  say(number(/, (\d+) computers? isolated/) !== option.isolated.length, 'executives: number of isolated computers');
  const attack = /It stops (\d+) of (\d+) recorded/.exec(executives);
  const stoppedPairs = option.verdicts.filter((one) => one.how === 'stopped').length;
  say(
    option.verdicts.length > 0 && (Number(attack?.[1]) !== stoppedPairs || Number(attack?.[2]) !== option.verdicts.length),
    'executives: attack flows',
  );
  say(option.verdicts.length === 0 && !/No attack flow is on record/.test(executives), 'executives: a share of no attack');
  say(option.verdicts.length === 0 && option.coverage !== null, 'a share of nothing');
  say(/over the tolerance/.test(executives) !== option.residual.total > option.residual.budget + 1e-9, 'executives: budget');
  for (const overlap of plan.overlaps.slice(0, 2))
    say(
      overlap.service !== '' && !executives.includes(overlap.listed.replace(/^\./, '')),
      `executives: the overlap of ${overlap.listed} and ${overlap.service} is not said`,
    );
  return found;
}

function ownedBy(company: Company, flow: Flow, name: string): boolean {
  const claims = company.services.filter(
    (service) =>
      service.kind !== 'internal' &&
      flow.name !== '' &&
      service.names.some((pattern) => pattern.replace('*.', '') === flow.name) &&
      (service.ports === '' || Number(service.ports) === flow.port),
  );
  return claims.length === 1 && claims[0]?.service === name;
}
