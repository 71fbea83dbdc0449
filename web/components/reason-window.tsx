// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { common } from '../lang/common.ts';
import { useWords } from '../lang/lang.tsx';
import { Failed } from './states.tsx';
import { useDraft } from '../ui/draft.ts';
import { Dialog } from './dialog.tsx';

export type ReasonAsked = {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly draft: string;
  readonly confirm: string;
  readonly label?: string | undefined;
  /** The reason may be left empty. */
  readonly optional?: boolean | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly children?: ReactNode;
  readonly onConfirm: (reason: string, clear: () => void) => void;
  readonly onClose: () => void;
};

/** Asks for the reason before something is recorded. Closing keeps what was written; recording clears it. */
export function ReasonWindow(props: ReasonAsked) {
  const c = useWords(common);
  const [reason, setReason, clear] = useDraft(props.draft);
  const failed = props.error !== null && props.error !== undefined;
  return (
    <Dialog onClose={props.onClose} title={props.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm(reason.trim(), clear);
        }}
      >
        {props.lead === undefined ? null : <p>{props.lead}</p>}
        {props.children}
        <Textarea
          label={props.label ?? c.reason}
          required={props.optional !== true}
          data-autofocus
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failed ? <Failed error={props.error} /> : null}
        <div className="actions">
          <Button type="submit" variant="filled" loading={props.pending} disabled={props.optional !== true && reason.trim() === ''}>
            {props.confirm}
          </Button>
          <Button variant="subtle" onClick={props.onClose}>
            {c.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
