// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Chips } from './evidence-chip.tsx';
import type { Chip } from './evidence-chip.tsx';
import { MarkSign } from './mark.tsx';
import type { Mark } from './mark.tsx';

export type ListedStatement = {
  readonly id: string;
  readonly text: ReactNode;
  readonly mark: Mark;
  readonly markWord: string;
  readonly chips: readonly Chip[];
};
export type StatementList = {
  readonly title: string;
  readonly empty: string;
  readonly items: readonly ListedStatement[];
  /** How many there are where not all are shown, and what shows the others. */
  readonly total?: number;
  readonly more?: ReactNode;
};

/** Known, not known yet, not checkable: never a single light. The empty list says so in words. */
export function ThreeLists({ lists }: { readonly lists: readonly [StatementList, StatementList, StatementList] }) {
  return (
    <div className="three-lists">
      <div>
        {lists.map((list) => (
          <section key={list.title} aria-label={list.title}>
            <h3>
              {list.title} <span className="quiet small">{list.total ?? list.items.length}</span>
            </h3>
            {list.items.length === 0 ? (
              <p className="quiet small">{list.empty}</p>
            ) : (
              <ul>
                {list.items.map((item) => (
                  <li key={item.id}>
                    <MarkSign mark={item.mark} word={item.markWord} />
                    <span>{item.text}</span>
                    <Chips chips={item.chips} />
                  </li>
                ))}
              </ul>
            )}
            {list.more}
          </section>
        ))}
      </div>
    </div>
  );
}
