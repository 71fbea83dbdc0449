// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';

export type ThreeSentences = { readonly what: string; readonly safe: string; readonly next: string; readonly code: string };

/** What happened · what is still safe · what to do next. */
export function ErrorThree(props: {
  readonly problem: ThreeSentences;
  readonly labels: { readonly safe: string; readonly next: string };
  readonly retry?: { readonly word: string; readonly run: () => void } | undefined;
}) {
  const { problem, labels, retry } = props;
  return (
    <div className="error-three" role="alert">
      <p>
        <strong>{problem.what}</strong>
      </p>
      <p>
        <span className="small quiet">{labels.safe}</span> {problem.safe}
      </p>
      <p>
        <span className="small quiet">{labels.next}</span> {problem.next}
      </p>
      <div className="row">
        {retry === undefined ? null : <Button onClick={retry.run}>{retry.word}</Button>}
        <span className="code mono">{problem.code}</span>
      </div>
    </div>
  );
}

export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** Grey lines, but only when the answer takes longer than 300 ms: a flash of grey is worse than a short wait. */
export function Skeleton({ lines = 6, label, delay = 300 }: { readonly lines?: number; readonly label: string; readonly delay?: number }) {
  const [shown, setShown] = useState(delay === 0);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), delay);
    return () => window.clearTimeout(timer);
  }, [delay]);
  return (
    <div role="status" aria-label={label} style={{ minHeight: 48 }}>
      {shown
        ? Array.from({ length: lines }, (_, line) => <div key={line} className="bone" style={{ width: `${92 - ((line * 17) % 40)}%` }} />)
        : null}
    </div>
  );
}

export function NotPermitted({ title, who }: { readonly title: string; readonly who: string }) {
  return (
    <EmptyState title={title}>
      <span>{who}</span>
    </EmptyState>
  );
}

export function OfflineBand({ text }: { readonly text: string }) {
  return (
    <div className="band" role="status">
      <span aria-hidden="true">○ </span>
      {text}
    </div>
  );
}
