// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import { copyText } from './device/copy-text.ts';

/** A secret that is shown once. */
export function Once(props: { readonly label: string; readonly text: string; readonly copy: string; readonly copied: string }) {
  const [done, setDone] = useState(false);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <span>{props.label}</span>
      <code className="source" tabIndex={0}>
        {props.text}
      </code>
      <div className="actions">
        <Button size="compact-sm" onClick={() => void copyText(props.text).then(setDone)}>
          {props.copy}
        </Button>
        <span role="status">{done ? props.copied : ''}</span>
      </div>
    </div>
  );
}
