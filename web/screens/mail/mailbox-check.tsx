// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MailboxCheck as Checked, Place } from '../../../src/organisation/mail/mail.contract.ts';
import { checkMailbox } from '../../api/settings/mail.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mailWords } from './words.ts';

/** Opens the mailbox once and says what is in it, or why it does not open. */
export function MailboxCheck({ place }: { readonly place: Place }) {
  const w = useWords(mailWords);
  const check = useMutation({ mutationFn: () => checkMailbox(place) });
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div className="actions">
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {w.check}
        </Button>
      </div>
      {check.error === null ? null : <Failed error={check.error} />}
      <div role="status">{check.data === undefined ? null : <Found found={check.data} />}</div>
    </div>
  );
}

function Found({ found }: { readonly found: Checked }) {
  const w = useWords(mailWords);
  if (found.is === 'failed')
    return (
      <p>
        <Tag tone="act">{w.checkFailed[found.why]}</Tag> <span className="small mono">{found.detail}</span>
      </p>
    );
  return (
    <div className="stack" style={{ gap: 6 }}>
      <p>
        <Tag tone="verified">{w.checkOpen(found.mails)}</Tag>
      </p>
      <ul className="mail-folders small" aria-label={w.folders}>
        {found.folders.map((folder) => (
          <li key={folder.name}>
            {folder.name} <span className="quiet">{w.mails(folder.mails)}</span>{' '}
            {folder.use === 'none' ? null : <Tag>{w.use[folder.use]}</Tag>}
          </li>
        ))}
        {found.more === 0 ? null : <li className="quiet">{w.moreFolders(found.more)}</li>}
      </ul>
    </div>
  );
}
