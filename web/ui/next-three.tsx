// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

export type NextStep = {
  readonly id: string;
  readonly text: ReactNode;
  /** Who, by when, why: already in words. */
  readonly detail: readonly string[];
  readonly actions: ReactNode;
};

/** Three next actions at most; the rest is behind `more`. */
export function NextThree({
  steps,
  empty,
  more,
}: {
  readonly steps: readonly NextStep[];
  readonly empty: string;
  readonly more: ReactNode;
}) {
  if (steps.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <>
      <ol className="next-three">
        {steps.slice(0, 3).map((step) => (
          <li key={step.id}>
            <div className="stack" style={{ gap: 4 }}>
              <div>{step.text}</div>
              <div className="small quiet row" style={{ gap: '0 14px' }}>
                {step.detail.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </div>
              <div className="actions no-print">{step.actions}</div>
            </div>
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}
