// SPDX-License-Identifier: Apache-2.0
import type { Note } from '../../../src/remediation/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { noteWords } from './words.ts';
import { endpoints } from '../../../src/case/contract.ts';

/** Files as they were handed in, each under its SHA-256; the link gives exactly those bytes. */
export function Attachments(props: {
  readonly caseId: string;
  readonly attachments: Note['attachments'];
  readonly onRemove?: ((sha256: string) => void) | undefined;
}) {
  const w = useWords(noteWords);
  const say = useSay();
  if (props.attachments.length === 0) return null;
  return (
    <ul className="plain-list small" aria-label={w.attachments}>
      {props.attachments.map((one) => (
        <li key={one.sha256} className="row" style={{ gap: '2px 10px' }}>
          <a href={endpoints.blob.at({ sha256: one.sha256 }, { case: props.caseId })} download={one.fileName}>
            {one.fileName}
          </a>
          <span className="quiet">{say.bytes(one.bytes)}</span>
          <span className="quiet mono hash">SHA-256 {one.sha256}</span>
          {props.onRemove === undefined ? null : (
            <button type="button" className="pill" aria-label={w.of(w.remove, one.fileName)} onClick={() => props.onRemove?.(one.sha256)}>
              {w.remove}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
