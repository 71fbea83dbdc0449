// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Clock } from '../../kernel/instant.ts';
import { millisOf } from '../../kernel/instant.ts';
import { dayAt, daysBetween } from '../../common/civil-day.ts';
import { rotaInForce } from './in-force.ts';
import type { InForceDeps } from './in-force.ts';
import { lintRota } from './lint.ts';
import type { Lint } from './lint.ts';
import type { Ways } from './ways.port.ts';

/** Warnings go out from two weeks before, so that at least seven days are left even when a day of the desk is missed. */
export const WARN_DAYS = 14;

export type Warning = {
  readonly what: 'long-weekend' | 'gap' | 'fault' | 'secret';
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly text: Bilingual;
};

/**
 * What of the next WARN_DAYS days wants a person's eye: gaps and long spells. The key of a warning is the same when it is
 * found again.
 */
export function warningsOf(lint: Lint, names: (person: string | null) => string, zone: string): readonly Warning[] {
  const near = (day: string): boolean => daysBetween(lint.from, day) <= WARN_DAYS;
  const gaps = lint.gaps
    .filter((gap) => near(dayAt(Date.parse(gap.from), zone)))
    .map((gap) => ({
      what: 'gap' as const,
      key: `gap/${gap.roster}/${gap.to}`,
      from: gap.from,
      to: gap.to,
      text: {
        ja: `当番の空き：${gap.roster} ${gap.from} から ${gap.to}（${Math.round(gap.hours)} 時間）`,
        en: `Nobody has ${gap.roster} from ${gap.from} to ${gap.to} (${Math.round(gap.hours)} h)`,
      },
    }));
  const longs = lint.longWeekends
    .filter((long) => near(long.from))
    .map((long) => {
      const duty = long.duty.map(({ roster, persons }) => `${roster}: ${persons.map((person) => names(person)).join(' → ')}`).join(' / ');
      return {
        what: 'long-weekend' as const,
        key: `long-weekend/${long.from}`,
        from: long.from,
        to: long.to,
        text: {
          ja: `${long.from} から ${long.days} 連休。当番 ${duty}。連絡先と代わりの人を今のうちに確かめてください。`,
          en: `${long.days} days off from ${long.from}. On duty: ${duty}. Check numbers and stand-ins now.`,
        },
      };
    });
  const faults = lint.findings.map((finding) => ({
    what: 'fault' as const,
    key: `fault/${finding.code}/${finding.at ?? ''}/${finding.about ?? finding.text.en}`.slice(0, 500),
    from: finding.at ?? lint.from,
    to: finding.at ?? lint.from,
    text: finding.text,
  }));
  return [...gaps, ...longs, ...faults];
}

/** Says each coming long weekend, gap, fault and further thing (what else of the desk is about to end) once. `tell` gets the new ones after they are in the journal. */
export async function lookAhead(
  deps: InForceDeps & {
    readonly journal: Journal;
    readonly clock: Clock;
    readonly ways: () => Promise<Ways>;
    readonly further: () => Promise<readonly Warning[]>;
  },
  tell: (warnings: readonly Warning[]) => Promise<void>,
): Promise<number> {
  const rota = await rotaInForce(deps);
  if (rota === null) return 0;
  const { plan } = rota;
  const lint = lintRota(rota, millisOf(deps.clock.now()), 2 * WARN_DAYS, await deps.ways());
  const nameOf = (person: string | null): string => plan.people.find((one) => one.id === person)?.name ?? '—';
  const further = await deps.further();
  const fresh = await deps.journal.write(async (writing) => {
    const found: Warning[] = [];
    for (const warning of [...warningsOf(lint, nameOf, plan.zone), ...further])
      if (await deps.plans.firstTime(writing.tx, warning.key)) found.push(warning);
    const drafts = found.map(({ what, from, to, text }) => ({ kind: 'duty.warned', body: { what, from, to, text } }) as const);
    if (drafts.length > 0) await writing.append({ stream: DESK, actor: { type: 'machine', name: 'duty' }, drafts });
    return found;
  });
  if (fresh.length > 0) await tell(fresh);
  return fresh.length;
}
