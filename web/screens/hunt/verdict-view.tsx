// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ClaimSheet } from '../../../src/hunt/contract.ts';
import { useRawLines } from '../../api/hunt.ts';
import type { LineRef } from '../../api/hunt.ts';
import { huntWords } from '../../i18n/hunt.ts';
import { useLang, useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Loading } from '../../i18n/told.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { huntPageWords } from './words.ts';

const AT_ONCE = 200;

/** The verdict, its numbers, and the lines they were counted from. */
export function VerdictView({ answer }: { readonly answer: ClaimSheet }) {
  const w = useWords(huntPageWords);
  const t = useWords(huntWords);
  const { two } = useSay();
  const { lang } = useLang();
  const [open, setOpen] = useState(false);
  const shown = (name: string): string => {
    const value = answer.numbers[name];
    return typeof value === 'number' ? value.toLocaleString(lang) : typeof value === 'string' ? value : w.none;
  };
  const facts = [
    [t.requests, 'requests'],
    [t.sources, 'sources'],
    [w.first, 'first'],
    [w.last, 'last'],
    [t.attackShaped, 'attackShaped'],
    [w.attackSources, 'attackSources'],
    [w.answered, 'attackAnswered'],
    [w.posts, 'posts'],
    [w.usual, 'usualBytes'],
    [w.larger, 'unusuallyLarge'],
    [w.follow, 'followUps'],
    [w.mentions, 'rejectedMentions'],
  ] as const;
  return (
    <section className="sheet stack" aria-label={w.verdict} aria-live="polite">
      <h2>
        {w.verdict}: {t.verdicts[answer.verdict]}
      </h2>
      <p className="mono" style={{ overflowWrap: 'anywhere' }}>
        {answer.claim.path}
      </p>
      <ul aria-label={w.why}>
        {answer.why.map((one) => (
          <li key={one.en}>{two(one)}</li>
        ))}
      </ul>
      <FactList facts={facts.map(([name, key]) => ({ name, value: shown(key) }))} />
      {answer.lines.length === 0 ? null : (
        <div className="actions no-print">
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {w.showRaw(answer.lines.length)}
          </Button>
        </div>
      )}
      {open ? <RawLines refs={answer.lines} /> : null}
    </section>
  );
}

function RawLines({ refs }: { readonly refs: readonly LineRef[] }) {
  const w = useWords(huntPageWords);
  const lines = useRawLines(refs.slice(0, AT_ONCE));
  if (lines.data === undefined) return lines.error === null ? <Loading lines={4} /> : <Failed error={lines.error} />;
  return (
    <section className="stack" aria-label={w.raw}>
      <p className="small">{w.shownOf(lines.data.lines.length, refs.length)}</p>
      <ol className="stack" style={{ gap: 8 }}>
        {lines.data.lines.map((one) => (
          <li key={`${one.file}:${one.line}`}>
            <div className="small">
              {one.name}:{one.line} <span className="mono">{one.sha256.slice(0, 12)}</span>
            </div>
            <code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{one.text}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
