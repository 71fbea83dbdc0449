// SPDX-License-Identifier: Apache-2.0
import { indexes, open, two } from './told.ts';
import type { Line, Open, Saying, Told } from './told.ts';

export function sayPurpose(): Told {
  return { lines: [two('このお知らせの目的：{purpose}', 'Purpose of this report: {purpose}')] };
}

export function sayWhat({ facts }: Saying): Told {
  if (facts['kind'] === undefined)
    return { missing: [two('事案の種類を人がまだ確かめていません', 'no person has confirmed the kind of incident')], wants: ['kind'] };
  return { lines: [two('{kind}についてお知らせします。', 'This report is about {kind}.')] };
}

export function sayWhen({ facts }: Saying): Told {
  const lines: (Line | Open)[] = [];
  if (facts['happened.at'] !== undefined) lines.push(two('発生：{happened.at}', 'Happened: {happened.at}'));
  else {
    if (facts['traces.first'] !== undefined)
      lines.push(two('ログに残る最初の痕跡：{traces.first}', 'First trace in the logs: {traces.first}'));
    lines.push(open('発生した日時', 'When it happened', 'happened.at'));
  }
  lines.push(two('発覚：{noticed.at}', 'Noticed: {noticed.at}'));
  lines.push(
    facts['noticed.by'] === undefined
      ? open('発覚の経緯', 'How it was noticed', 'noticed.by')
      : two('発覚のきっかけ：{noticed.by}', 'Noticed {noticed.by}'),
  );
  lines.push(two('対応の開始：{response.at}', 'Response begun: {response.at}'));
  return { lines };
}

export function sayServices({ facts }: Saying): Told {
  const services = indexes(facts, 'services');
  if (services.length === 0) return { lines: [open('影響するサービス', 'Services concerned', 'services')] };
  return {
    lines: [
      ...services.map((at) => two(`影響するもの：{services.${at}}`, `Concerned: {services.${at}}`)),
      ...(facts['services.since'] === undefined ? [] : [two('影響の始まり：{services.since}', 'Since: {services.since}')]),
      facts['services.instead'] === undefined
        ? open('代わりの方法', 'Other ways meanwhile', 'services.instead')
        : two('代わりの方法：{services.instead}', 'Meanwhile: {services.instead}'),
    ],
  };
}

export function sayCut({ facts }: Saying): Told {
  const has = (field: string) => facts[field] !== undefined;
  const lines: Line[] = [];
  if (has('cut.at')) {
    lines.push(two('{cut.at} に通信を止めました。', 'Traffic was stopped on {cut.at}.'));
    if (has('cut.verified')) lines.push(two('{cut.verified}。', 'Verified: {cut.verified}.'));
  }
  if (has('cut.stopped')) {
    lines.push(two('停止したもの {cut.stopped} 件、継続するもの {cut.kept} 件', 'Stopped: {cut.stopped}; kept: {cut.kept}'));
    for (const at of indexes(facts, 'cut.stopped', '.name'))
      lines.push({
        ...two(`停止：{cut.stopped.${at}.name}（{cut.stopped.${at}.why}）`, `Stopped: {cut.stopped.${at}.name} ({cut.stopped.${at}.why})`),
        otherwise: two(`停止した理由：{cut.stopped.${at}.why}`, `Why stopped: {cut.stopped.${at}.why}`),
      });
    for (const at of indexes(facts, 'cut.kept', '.name'))
      lines.push({
        ...two(`継続：{cut.kept.${at}.name}（{cut.kept.${at}.why}）`, `Kept: {cut.kept.${at}.name} ({cut.kept.${at}.why})`),
        otherwise: two(`継続する理由：{cut.kept.${at}.why}`, `Why kept: {cut.kept.${at}.why}`),
      });
  }
  if (has('cut.by-hand')) lines.push(two('手作業で切り離したもの：{cut.by-hand} 件', 'Cut off by hand: {cut.by-hand}'));
  if (has('cut.accounts'))
    lines.push(two('アカウントへの措置で、効いたと確かめたもの：{cut.accounts} 件', 'Measures on accounts, confirmed: {cut.accounts}'));
  if (lines.length > 0) return { lines };
  // That nothing is stopped is said by whoever looked: a person, or a plan that is not in force.
  if (has('cut.nothing')) return { lines: [two('停止したものはありません：{cut.nothing}', 'Nothing was stopped: {cut.nothing}')] };
  if (has('cut.considered'))
    return {
      lines: [
        two(
          '止め方の案 {cut.considered} 件を検討しており、現時点の記録では、停止したものはありません。',
          '{cut.considered~plan|plans} for stopping traffic considered; as the record stands, nothing has been stopped.',
        ),
      ],
    };
  return { lines: [open('停止したもの・継続するもの', 'What is stopped and what is kept', 'cut.nothing')] };
}
