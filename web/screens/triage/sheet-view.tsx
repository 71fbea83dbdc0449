// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { authenticitySays, claimWords, intentWords } from '../../../src/triage/contract.ts';
import type { TriageSheet } from '../../../src/triage/contract.ts';
import { triageWords } from '../../journal/words/triage.ts';
import { paperAddress, useTriageSheet } from '../../api/triage.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Explained } from '../../components/explained.tsx';
import { Pending } from '../../components/states.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import type { Mark } from '../../ui/mark.tsx';
import { ThreeLists } from '../../ui/three-lists.tsx';
import { DecisionPoints } from './decision-points.tsx';
import { ExamineAgain } from './examine-again.tsx';
import { Copies } from './copies.tsx';
import { Folded } from './folded.tsx';
import { stepPages } from './step-pages.ts';
import { KindsPart } from './kinds-part.tsx';
import { sheetWords } from './words.ts';

export function SheetView({ caseId, reportId }: { readonly caseId: string; readonly reportId: string }) {
  const w = useWords(sheetWords);
  const t = useWords(triageWords);
  const { two } = useSay();
  const found = useTriageSheet(caseId, reportId);
  if (found.data === undefined)
    return (
      <div className="stack">
        <Pending on={found} lines={12} />
        {found.error === null ? null : <ExamineAgain caseId={caseId} reportId={reportId} at={null} />}
      </div>
    );
  const sheet = found.data;
  const items = (lines: TriageSheet['known'], mark: Mark, word: string) =>
    lines.map((line) => ({ id: line.id, text: <Explained text={two(line.text)} />, mark, markWord: word, chips: [] }));
  const next = (when: 'hour' | 'day' | 'week') => {
    const steps = sheet.next.filter((step) => step.when === when);
    return (
      <Lines
        title={w.next[when]}
        lines={steps.map((step) => `${two(step.text)} — ${two(step.why)} [${two(step.who)}]`)}
        pages={steps.map((step) => stepPages[step.id]?.(caseId, reportId) ?? null)}
      />
    );
  };
  return (
    <div className="stack" style={{ gap: 24 }}>
      <div className="actions no-print">
        <a className="chip" href={paperAddress(caseId, reportId)}>
          {w.paper}
        </a>
      </div>
      <ExamineAgain caseId={caseId} reportId={reportId} at={sheet.sender.judgedBy.at} />
      <Folded caseId={caseId} reportId={reportId} />
      <Copies caseId={caseId} />
      {next('hour')}
      <KindsPart caseId={caseId} sheet={sheet} />
      <FactList
        facts={[
          { name: w.sender, value: <Explained text={`${two(authenticitySays(sheet.sender))} — ${two(sheet.sender.judgedBy.why)}`} /> },
          { name: w.intent, value: `${two(intentWords[sheet.intent.label])} — ${t.confidence} ${t.confidences[sheet.intent.confidence]}` },
          { name: w.urgency, value: <Explained text={`${w.urgencies[sheet.priority.urgency]} — ${two(sheet.priority.why)}`} /> },
        ]}
      />
      <ThreeLists
        lists={[
          { title: w.known, empty: w.empty, items: items(sheet.known, 'proved', w.marks.proved) },
          { title: w.unknown, empty: w.empty, items: items(sheet.unknown, 'open', w.marks.open) },
          { title: w.notCheckable, empty: w.empty, items: items(sheet.notCheckable, 'not-checkable', w.marks['not-checkable']) },
        ]}
      />
      <Part title={w.quotes}>
        {sheet.intent.evidence.length === 0 ? <p className="quiet">{w.noQuotes}</p> : null}
        {[...Map.groupBy(sheet.intent.evidence, (hit) => hit.shown)].map(([shown, hits]) => (
          <figure key={shown}>
            <blockquote>{shown}</blockquote>
            {hits.map((hit) => (
              <figcaption key={`${hit.rule}-${hit.start}`} className="small quiet" title={hit.rule}>
                {two(hit.about)}
              </figcaption>
            ))}
          </figure>
        ))}
      </Part>
      <Lines
        title={w.claims}
        lines={sheet.claims.map(
          (claim) => `${two(claimWords[claim.kind])}: ${claim.value}${claim.version === null ? '' : ` ${claim.version}`}`,
        )}
      />
      <Lines
        title={w.inFiles}
        lines={sheet.mail.attachments.flatMap((file) => [
          ...(file.found ?? []).map((one) => `${two(claimWords[one.kind])}: ${one.value} — ${file.fileName} ${two(one.at)}`),
          ...((file.foundLeft ?? 0) === 0 ? [] : [w.moreInFile(file.fileName, file.foundLeft ?? 0)]),
        ])}
      />
      <Lines title={w.questions} lines={sheet.questions.map((question) => two(question.text))} />
      <Lines
        title={w.corroboration}
        // Several sources that say the same for the same reason are one line.
        lines={[...Map.groupBy(sheet.corroboration, (one) => JSON.stringify([one.claim.value, one.answer, one.why.en])).values()].flatMap(
          (same) => {
            const [one] = same;
            const sources = same.map(({ source, asOf }) => `${source.toUpperCase()}${asOf === null ? '' : ` (${asOf})`}`).join(', ');
            return one === undefined ? [] : [`${sources} ${one.claim.value}: ${w.answers[one.answer]} — ${two(one.why)}`];
          },
        )}
      />
      <Part title={w.inventory}>
        {sheet.inventory.length === 0 ? <p className="quiet">{w.noInventory}</p> : null}
        <ul>
          {sheet.inventory.map((item) => (
            <li key={`${item.from} ${item.name} ${item.version ?? ''} ${item.host ?? ''}`}>
              <strong>{w.states[item.state]}</strong> {item.name} {item.version} {item.host} — {two(item.why)}
              <ul className="small">
                {item.advisories.slice(0, 20).map((one) => (
                  <li key={`${one.source} ${one.id}`}>
                    <span className="mono">{one.id}</span> {one.verdict === 'possible' ? two(one.reason) : one.range}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={w.priority}>
        <DecisionPoints caseId={caseId} reportId={reportId} priority={sheet.priority} />
      </Part>
      {next('day')}
      {next('week')}
      <Lines title={w.call} lines={sheet.call.map((one) => `${two(one.whom)}: ${two(one.how)}`)} />
      <Lines title={w.manager} lines={two(sheet.manager).split('\n')} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="stack" aria-label={title} style={{ gap: 8 }}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** `pages`: where the line of the same place is done; null: not on the desk. */
function Lines({
  title,
  lines,
  pages,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly pages?: readonly (string | null)[];
}) {
  const w = useWords(sheetWords);
  return lines.length === 0 ? null : (
    <Part title={title}>
      <ul>
        {lines.map((line, at) => {
          const page = pages?.[at] ?? null;
          return (
            <li key={line}>
              <Explained text={line} />{' '}
              {page === null ? null : (
                <a className="chip no-print" href={page} aria-label={w.doIt(line)}>
                  {w.open}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
