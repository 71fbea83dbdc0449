// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { CaseSheet, statementSchema } from '../../src/case/contract.ts';
import { useStatements } from '../api/cases.ts';
import { common } from '../lang/common.ts';
import { Explained } from '../components/explained.tsx';
import { useSay, useWords } from '../lang/lang.tsx';
import { timelineWords } from './words/timeline.ts';
import { hasScreen } from '../paths.ts';
import type { Chip } from '../ui/evidence-chip.tsx';
import { ThreeLists } from '../ui/three-lists.tsx';
import type { ListedStatement } from '../ui/three-lists.tsx';
import { blobLink } from './cards/links.ts';

type Statement = z.infer<typeof statementSchema>;

/** The three lists of a case, each statement with what it rests on; the first of each, and all once somebody wants them. */
export function JudgementLists({ sheet }: { readonly sheet: CaseSheet }) {
  const caseId = sheet.id;
  const known = useList(sheet, 'known');
  const unknown = useList(sheet, 'unknown');
  const notCheckable = useList(sheet, 'notCheckable');
  const w = useWords(common);
  const t = useWords(timelineWords);
  const { told } = useSay();
  const chipOf = (evidence: Statement['evidence'][number]): Chip => {
    if (evidence.type === 'entry') return { id: `entry-${evidence.seq}`, label: t.entryOf(evidence.seq), href: `#entry-${evidence.seq}` };
    if (evidence.type === 'blob') return blobLink(evidence.sha256, caseId, evidence.label === 'raw' ? t.raw : evidence.label);
    return {
      id: evidence.href,
      label: evidence.label,
      ...(hasScreen(evidence.href) ? { href: evidence.href } : { title: evidence.href }),
    };
  };
  const list = (statements: readonly Statement[], open = false): readonly ListedStatement[] =>
    statements.map((statement) => ({
      id: statement.id,
      text: <Explained text={told(statement.text)} />,
      mark: open ? 'open' : statement.mark,
      markWord: w.mark[open ? 'open' : statement.mark],
      chips: statement.evidence.map(chipOf),
    }));
  return (
    <ThreeLists
      lists={[
        { title: w.known, empty: w.knownEmpty, items: list(known.rows), ...known.beside },
        { title: w.unknown, empty: w.unknownEmpty, items: list(unknown.rows, true), ...unknown.beside },
        { title: w.notCheckable, empty: w.notCheckableEmpty, items: list(notCheckable.rows), ...notCheckable.beside },
      ]}
    />
  );
}

/** The rows of one list that are shown, and what shows the others. */
function useList(sheet: CaseSheet, list: 'known' | 'unknown' | 'notCheckable') {
  const w = useWords(common);
  const [wanted, setWanted] = useState(false);
  const first = sheet.judgement[list];
  const total = sheet.counts[list];
  const whole = useStatements(sheet.id, list, wanted && total > first.length);
  const rows = wanted ? (whole.data ?? first) : first;
  const isPart = total > first.length && whole.data === undefined;
  const more = isPart ? (
    <Button size="compact-sm" variant="subtle" loading={wanted && whole.isFetching} onClick={() => setWanted(true)}>
      {w.showAll(total)}
    </Button>
  ) : null;
  return { rows, beside: { total, more } };
}
