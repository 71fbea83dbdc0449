// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { atTime, plusDays } from '../../common/civil-day.ts';
import type { LintFinding, Rows } from './finding.ts';
import { mayHaveDuty, onTeam, partsWithout } from './membership.ts';
import type { DutyPlan } from './plan.ts';
import { channelsOf, deadInWords, namedInSteps, reachOf } from './reach.ts';
import { isGone } from './roster.ts';
import type { Rota } from './roster.ts';
import { absencesOf, overlaps } from './shifts.ts';
import type { Ways } from './ways.port.ts';

/** Duties of people who are away then, each as a finding at its beginning (UTC). */
export function awayOnDuty(rota: Rota, rows: Rows): readonly LintFinding[] {
  const away = absencesOf(rota.plan);
  return rows.flatMap(({ roster, segments }) =>
    segments
      .filter((segment) => segment.person !== null && overlaps(away.get(segment.person), segment.from, segment.to))
      .map((segment) => ({
        code: 'duty.away-on-duty',
        at: new Date(segment.from).toISOString(),
        text: {
          ja: `${roster.id}：${segment.person} は不在の予定だが当番に入っている（${segment.because}）`,
          en: `${roster.id}: ${segment.person} is away but has the duty (${segment.because})`,
        },
      })),
  );
}

/** Duty by hand (override, swap) of somebody who is not on the team then, or never has duty on that weekday. */
export function offTeamOnDuty(rota: Rota, rows: Rows): readonly LintFinding[] {
  const { people, zone } = rota.plan;
  return rows.flatMap(({ roster, segments }) =>
    segments.flatMap((segment): readonly LintFinding[] => {
      const person = people.find((one) => one.id === segment.person);
      if (person === undefined) return [];
      const [left] = partsWithout(segment, zone, (day) => onTeam(person, day));
      const [never] = partsWithout(segment, zone, (day) => !onTeam(person, day) || mayHaveDuty(person, day));
      const says = (code: string, part: { readonly from: number } | undefined, ja: string, en: string): readonly LintFinding[] =>
        part === undefined
          ? []
          : [
              {
                code,
                at: new Date(part.from).toISOString(),
                text: {
                  ja: `${roster.id}：${person.id} は${ja}が当番に入っている（${segment.because}）`,
                  en: `${roster.id}: ${person.id} ${en} but has the duty (${segment.because})`,
                },
              },
            ];
      return [
        ...says('duty.not-on-team', left, 'チームに在籍していない期間だ', 'is not on the team then'),
        ...says('duty.never-day', never, '当番に入らない曜日だ', 'never has duty on that weekday'),
      ];
    }),
  );
}

/** Whoever left the organisation has no duty and is not paged; where the plan still names them by hand, that place is empty. */
export function leaversInPlan(rota: Rota, now: number): readonly LintFinding[] {
  const { plan, gone } = rota;
  return plan.people.flatMap((person) => {
    const at = gone.get(person.id);
    if (at === undefined) return [];
    const overrides = plan.overrides
      .filter((row) => row.person === person.id && Date.parse(row.to) > Math.max(at, now))
      .map((row) => row.id);
    const policies = plan.policies.filter((policy) => namedInSteps({ policies: [policy] }).has(person.id)).map((policy) => policy.id);
    const where = {
      ja: [...overrides.map((id) => `代理 ${id}`), ...policies.map((id) => `呼び出し手順 ${id}`)].join('、'),
      en: [...overrides.map((id) => `override ${id}`), ...policies.map((id) => `policy ${id}`)].join(', '),
    };
    if (where.en === '') return [];
    return [
      {
        code: 'duty.left-organisation',
        at: new Date(at).toISOString(),
        text: {
          ja: `${person.name} は組織を離れたため呼び出されないが、まだ指定されている（${where.ja}）`,
          en: `${person.name} has left the organisation and is not paged, but is still named (${where.en})`,
        },
      },
    ];
  });
}

/** A desk that has no step which pages somebody calls nobody, whoever has the duty. */
export function pagesNobody(plan: DutyPlan): readonly LintFinding[] {
  const says = (ja: string, en: string): LintFinding => ({ code: 'duty.pages-nobody', at: null, text: { ja, en } });
  if (plan.policies.length === 0)
    return [says('呼び出しの手順が一つもないため、誰も呼び出されない', 'There is no paging policy, so nobody is paged')];
  return plan.policies
    .filter((policy) => policy.steps.every((step) => step.targets.every((to) => 'external' in to)))
    .map((policy) =>
      says(
        `呼び出し手順 ${policy.id}：外部の連絡先だけで、デスクが呼び出す人がいない`,
        `Policy ${policy.id} names outside contacts only, whom the desk does not page`,
      ),
    );
}

/** Of those who have duty or are paged by name: who could not be reached now, and which of their ways lead nowhere. */
export function reachable(
  rota: Rota,
  rows: Rows,
  ways: Ways,
  now: number,
): { readonly findings: readonly LintFinding[]; readonly notes: readonly Bilingual[] } {
  const { plan, gone } = rota;
  const onDuty = new Set(rows.flatMap(({ segments }) => segments.flatMap((segment) => segment.person ?? [])));
  const named = namedInSteps(plan);
  const findings: LintFinding[] = [];
  const notes: Bilingual[] = [];
  for (const person of plan.people) {
    if ((!onDuty.has(person.id) && !named.has(person.id)) || isGone(gone, person.id, now)) continue;
    const { name, id } = person;
    const all = reachOf(person, person.channels, ways);
    const words = deadInWords(all.dead);
    if (all.unreachable) {
      const text = { ja: `${name} には呼び出しが届かない：${words.ja}`, en: `No page could reach ${name}: ${words.en}` };
      findings.push({ code: 'duty.unreachable', at: null, about: id, text });
      continue;
    }
    if (all.dead.length > 0)
      notes.push({ ja: `${name}：使えない連絡手段がある：${words.ja}`, en: `${name}: ways that lead nowhere: ${words.en}` });
    if (!all.known) {
      const text = {
        ja: `${name} はブラウザ通知だけで呼び出される。登録されたブラウザはデスクでしか分からず、ここでは届くと言えない`,
        en: `${name} is paged by browser only; subscribed browsers are known to the desk alone, so nothing here says that a page arrives`,
      };
      findings.push({ code: 'duty.reach-unknown', at: null, about: id, text });
    }
    findings.push(...deadSteps(plan, person, ways));
  }
  if (ways.seen === null)
    notes.push({
      ja: '前回の呼び出しが届いたかどうかは調べていない（デスクの記録を開いていない）',
      en: 'Whether the last pages got through was not looked at (the desk’s own state was not opened)',
    });
  return { findings, notes };
}

/** Steps that page the person by a choice of channels of which none works, though another of theirs would. */
function deadSteps(plan: DutyPlan, person: DutyPlan['people'][number], ways: Ways): readonly LintFinding[] {
  return plan.policies.flatMap((policy) =>
    policy.steps.flatMap((step, index): readonly LintFinding[] => {
      if (!step.targets.some((to) => 'person' in to && to.person === person.id)) return [];
      const { unreachable, dead } = reachOf(person, channelsOf(person, step), ways);
      const words = deadInWords(dead);
      return unreachable
        ? [
            {
              code: 'duty.dead-step',
              at: null,
              about: `${policy.id} ${index} ${person.id}`,
              text: {
                ja: `呼び出し手順 ${policy.id} の ${index + 1} 段目では ${person.name} に届かない：${words.ja}`,
                en: `Step ${index + 1} of policy ${policy.id} cannot reach ${person.name}: ${words.en}`,
              },
            },
          ]
        : [];
    }),
  );
}

/** Steps of a policy that page a person by name who is not on the team, or leaves within the days looked at. */
export function leaversInPolicies(rota: Rota, from: string, end: string): readonly LintFinding[] {
  const { people, policies, zone } = rota.plan;
  return policies.flatMap((policy) => {
    const named = namedInSteps({ policies: [policy] });
    return people
      .filter((person) => named.has(person.id) && person.until !== undefined && person.until < end)
      .map((person) => {
        const gone = plusDays(person.until ?? from, 1);
        return {
          code: 'duty.not-on-team',
          at: new Date(atTime(gone, '00:00', zone)).toISOString(),
          text: {
            ja: `呼び出し手順 ${policy.id}：${person.id} は ${gone} からチームに在籍していないため、名指しの段では呼び出されない`,
            en: `Policy ${policy.id}: ${person.id} is not on the team from ${gone}: steps that name them page nobody`,
          },
        };
      });
  });
}
