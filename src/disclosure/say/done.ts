// SPDX-License-Identifier: Apache-2.0
import { indexes, open, two } from './told.ts';
import type { Line, Saying, Told } from './told.ts';

export function sayCause({ facts }: Saying): Told {
  if (facts['cause'] === undefined) return { lines: [open('原因と経路', 'Cause and way in', 'cause')] };
  return {
    lines: [
      {
        ...two('{cause}', '{cause}'),
        otherwise: two(
          '原因と経路の詳細は、同じ手口による被害を防ぐため、この版では控えます。',
          'Details of cause and way in are held back in this version, so that nobody else is harmed in the same way.',
        ),
      },
    ],
  };
}

export function sayHelp({ facts }: Saying): Told {
  const reports = indexes(facts, 'reports', '.name').map((at) =>
    facts[`reports.${at}.at`] === undefined
      ? two(`{reports.${at}.name}：提出の予定`, `{reports.${at}.name}: to be filed`)
      : two(`{reports.${at}.name}：{reports.${at}.at} に提出`, `{reports.${at}.name}: filed {reports.${at}.at}`),
  );
  const bodies = indexes(facts, 'help', '.name').map(
    (at): Line => ({
      ...two(`連絡した先：{help.${at}.name}（{help.${at}.at}）`, `In contact with: {help.${at}.name} ({help.${at}.at})`),
      otherwise: two('連絡を取った関係機関・専門家：{help.bodies} 者', 'Bodies and experts in contact: {help.bodies}'),
    }),
  );
  const lines = [...reports, ...bodies];
  if (lines.length > 0) return { lines };
  return {
    lines: [
      two(
        '現時点の記録では、提出した報告も協力の依頼もありません。',
        'As the record stands, no report was filed and no help was asked for.',
      ),
    ],
  };
}

export function sayTimeline({ facts }: Saying): Told {
  return {
    lines: indexes(facts, 'timeline', '.at').map((at) =>
      two(`{timeline.${at}.at}　{timeline.${at}.what}`, `{timeline.${at}.at}: {timeline.${at}.what}`),
    ),
  };
}

export function sayPrevention({ facts }: Saying): Told {
  const lines: Line[] = indexes(facts, 'prevention').map((at) =>
    two(`（{prevention.${at}.number}）{prevention.${at}}`, `({prevention.${at}.number}) {prevention.${at}}`),
  );
  if (facts['work.total'] !== undefined)
    lines.push(
      two(
        '対策の作業 {work.total} 件のうち {work.finished} 件を終え、うち {work.verified} 件は別の者が確かめました。',
        'Of {work.total~task|tasks}, {work.finished} are finished, {work.verified} of them verified by another person.',
      ),
    );
  return { lines: lines.length > 0 ? lines : [open('再発防止策', 'Prevention', 'prevention')] };
}

export function sayChanges({ facts, unreasoned }: Saying): Told {
  if (facts['previous.number'] === undefined)
    return { missing: [two('前の報をまだ公表していません', 'no earlier report has been published')], wants: ['previous'] };
  if (unreasoned.length > 0)
    return {
      missing: unreasoned.map((field) =>
        two(`前回と違う値に理由がありません：${field}`, `a value differs from the last report without a reason: ${field}`),
      ),
      wants: unreasoned.map((field) => `reasons.${field}`),
    };
  const changes = indexes(facts, 'changes', '.field');
  if (changes.length === 0)
    return { lines: [two('第{previous.number}報から変わった点はありません。', 'Nothing has changed since report {previous.number}.')] };
  return {
    lines: [
      two('第{previous.number}報から変わった点', 'Changed since report {previous.number}'),
      ...changes.map((at) =>
        two(
          `{changes.${at}.field}：{changes.${at}.old} から {changes.${at}.new} へ（理由：{changes.${at}.reason}）`,
          `{changes.${at}.field}: from {changes.${at}.old} to {changes.${at}.new} (reason: {changes.${at}.reason})`,
        ),
      ),
    ],
  };
}
