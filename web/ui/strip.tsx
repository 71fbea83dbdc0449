// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

export type StripStation = {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done';
  readonly word: string;
  readonly figure: { readonly value: string; readonly unit: string } | null;
  readonly deadline: ReactNode;
  /** Who has it; null: nobody yet. */
  readonly owner?: string | null;
  readonly struck: string | null;
};

const SHAPES = { waiting: '○', running: '▶', done: '✓' } as const satisfies Record<StripStation['state'], string>;

/** The case from report to publication. A station that is not needed is struck through with its reason. */
export function Strip(props: {
  readonly label: string;
  readonly stations: readonly StripStation[];
  readonly open: string | null;
  readonly onOpen: (station: string | null) => void;
}) {
  return (
    <ol className="strip" aria-label={props.label}>
      {props.stations.map((station) => (
        <li key={station.id}>
          <button
            type="button"
            className="station"
            data-state={station.struck === null ? station.state : 'waiting'}
            data-struck={station.struck !== null}
            aria-expanded={props.open === station.id}
            onClick={() => props.onOpen(props.open === station.id ? null : station.id)}
          >
            <span className="name">{station.name}</span>
            <span className="word">
              {station.struck === null ? (
                <>
                  <span aria-hidden="true">{SHAPES[station.state]} </span>
                  {station.word}
                </>
              ) : (
                station.struck
              )}
            </span>
            <span className="figure">
              {station.figure === null || station.struck !== null ? null : (
                <>
                  <b>{station.figure.value}</b> {station.figure.unit}
                </>
              )}
            </span>
            {station.struck === null && station.owner != null ? <span className="small quiet">{station.owner}</span> : null}
            {station.struck === null && station.deadline !== null ? <span className="due">{station.deadline}</span> : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
