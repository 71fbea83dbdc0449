// SPDX-License-Identifier: Apache-2.0
import { indicatorsOf } from '../../common/indicator/grammar.ts';
import { kindTraits } from '../incident-kind.ts';
import type { CaseView } from '../fold/view.ts';
import type { TriageView } from '../fold/views/triage-view.ts';
import type { Found } from './finding.ts';

type Named = NonNullable<TriageView['examined'][string]['named']>[number] & { readonly reportId: string; readonly seq: number };

/** Kinds that logs of traffic can be asked for. */
const SOUGHT = ['ip', 'cidr', 'domain', 'url', 'user-agent', 'ja3', 'ja4'];

/** What examined reports name, with the report and the entry that says so. */
export function namedOf(view: CaseView): readonly Named[] {
  return Object.values(view.parts.triage.examined).flatMap(({ named = [], reportId, seq }) =>
    named.map((one) => ({ ...one, reportId, seq })),
  );
}

/** The report speaks of our own pages: what it links to there is a path of ours, not a foreign destination. */
export function speaksOfOwnPages(view: CaseView): boolean {
  const kinds = view.parts.triage.kinds?.kinds ?? [];
  return kinds.some((kind) => kindTraits[kind].aboutOwnPages) && !kinds.some((kind) => kindTraits[kind].foreignEnds);
}

/** triage -> hunt: what files of a report name. Lists hold thousands and references: a person says what of it is looked for. */
export function fromFiles(view: CaseView): readonly Found[] {
  return Object.values(view.parts.triage.examined).flatMap(({ claims, reportId, seq }) =>
    claims.flatMap(({ value, where }) =>
      where === undefined
        ? []
        : indicatorsOf(value)
            .filter((one) => SOUGHT.includes(one.kind))
            .map(
              (one): Found => ({
                to: 'hunt',
                kind: one.kind,
                value: one.value,
                text: {
                  ja: `報告 ${reportId} の添付 ${where} にある ${one.value} を自組織のログで探す`,
                  en: `Look for ${one.value} in one's own logs: it stands in ${where}, attached to report ${reportId}`,
                },
                evidence: [{ type: 'entry', seq }],
                takenBy: 'person',
              }),
            ),
    ),
  );
}

/** triage -> hunt: what the reports name, as questions to one's own logs. */
export function fromTriage(view: CaseView): readonly Found[] {
  const ownPages = speaksOfOwnPages(view);
  return namedOf(view).flatMap((one): readonly Found[] => {
    const asked = questionOf(one, ownPages);
    if (asked === null) return [];
    return [
      {
        to: 'hunt',
        ...asked,
        text: {
          ja: `報告 ${one.reportId} にある ${asked.value} を自組織のログで探す`,
          en: `Look for ${asked.value}, named in report ${one.reportId}, in one's own logs`,
        },
        evidence: [{ type: 'entry', seq: one.seq }],
        takenBy: 'desk',
      },
    ];
  });
}

function questionOf({ kind, value, whose }: Named, ownPages: boolean): Pick<Found, 'kind' | 'value'> | null {
  if (whose === 'sender') return null;
  if (kind === 'path') return { kind, value };
  if (kind === 'url' && (whose === 'own' || ownPages)) {
    const slash = value.indexOf('/');
    return slash === -1 ? null : { kind: 'path', value: value.slice(slash) };
  }
  return whose === 'other' && SOUGHT.includes(kind) && !(ownPages && kind === 'domain') ? { kind, value } : null;
}
