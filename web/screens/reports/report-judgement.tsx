// SPDX-License-Identifier: Apache-2.0
import type { ReportSheet } from '../../../src/intake/contract.ts';
import { common, scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { When } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import type { Chip } from '../../ui/evidence-chip.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { ThreeLists } from '../../ui/three-lists.tsx';
import type { ListedStatement } from '../../ui/three-lists.tsx';
import { ReportActions } from './report-actions.tsx';
import { endpoints } from '../../../src/intake/contract.ts';

/** What the desk can say of a report before anyone has looked into it, and what a person decides about it. */
export function ReportJudgement({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const s = useWords(scales);
  const mayWork = useMay('work');
  return (
    <aside className="stack" aria-label={w.judgement} style={{ gap: 20 }}>
      {mayWork ? <ReportActions sheet={sheet} /> : null}
      <Lists sheet={sheet} />
      <FactList
        facts={[
          { name: w.hash, value: <span className="mono">{sheet.raw}</span> },
          ...(sheet.messageId === null ? [] : [{ name: w.messageId, value: <span className="mono">{sheet.messageId}</span> }]),
          { name: w.charset, value: sheet.charsetNotes.length === 0 ? w.charsetNone : <Lines lines={sheet.charsetNotes} /> },
          ...(sheet.kindReasons.length === 0 ? [] : [{ name: w.kindWhy, value: <Lines lines={sheet.kindReasons} /> }]),
        ]}
      />
      <section className="stack" style={{ gap: 4 }} aria-label={w.arrivalsTitle}>
        <h3>{w.arrivalsTitle}</h3>
        {sheet.arrivalsList.slice(0, 50).map((arrival, index) => (
          <div key={`${arrival.at}-${index}`} className="small">
            <When at={arrival.at} /> <span className="quiet">{s.channel[arrival.channel]}</span> {arrival.mailbox}
          </div>
        ))}
      </section>
    </aside>
  );
}

function Lists({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const c = useWords(common);
  const s = useWords(scales);
  const raw: Chip = {
    id: 'raw',
    label: `${w.rawChip} ${sheet.raw.slice(0, 8)}`,
    title: `SHA-256 ${sheet.raw}`,
    href: endpoints.reportRaw.at({ reportId: sheet.reportId }),
    download: true,
  };
  const say = (id: string, text: string, mark: ListedStatement['mark'], chips: readonly Chip[]): ListedStatement => ({
    id,
    text,
    mark,
    markWord: c.mark[mark],
    chips,
  });
  const notCheckable = [
    ...(sheet.readable ? [] : [say('unreadable', w.notCheckableUnreadable, 'not-checkable', [raw])]),
    ...(sheet.charsetNotes.length === 0 ? [] : [say('charset', w.notCheckableCharset, 'not-checkable', [raw])]),
  ];
  return (
    <div className="stack">
      <p className="small quiet">{w.judgementNote}</p>
      <ThreeLists
        lists={[
          {
            title: c.known,
            empty: c.knownEmpty,
            items: [
              say('received', w.knownReceived(sheet.arrivals), 'proved', [raw]),
              say('kind', w.knownKind(s.reportKind[sheet.kind]), 'derived', []),
            ],
          },
          {
            title: c.unknown,
            empty: c.unknownEmpty,
            items: [say('truth', w.unknownTruth, 'open', []), say('sender', w.unknownSender, 'open', [])],
          },
          { title: c.notCheckable, empty: c.notCheckableEmpty, items: notCheckable },
        ]}
      />
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <div key={line} className="small">
          {line}
        </div>
      ))}
    </>
  );
}
