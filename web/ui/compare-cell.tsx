// SPDX-License-Identifier: Apache-2.0
import './styles/compare.css';
import type { ReactNode } from 'react';

/** A cell of a table that compares; where the head row has no place, the cell says its own column. */
export function Cell({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <td>
      <span className="compare-label" aria-hidden="true">
        {label}
      </span>
      <div className="stack">{children}</div>
    </td>
  );
}
