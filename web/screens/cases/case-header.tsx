// SPDX-License-Identifier: Apache-2.0
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { When } from '../../components/when.tsx';
import { urgencyTone } from '../../journal/case-rows.tsx';
import { useMay, usePerson } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { CloseDialog, ReopenDialog } from './close-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { OwnerDialog } from './owner-dialog.tsx';
import { RateDialog } from './rate-dialog.tsx';
import { RetitleDialog } from './retitle-dialog.tsx';
import { useCommand } from '../../journal/use-command.ts';

type Dialog = 'retitle' | 'rate' | 'owner' | 'close' | 'reopen' | 'delete' | null;

export function CaseHeader({ sheet }: { readonly sheet: CaseSheet }) {
  const who = useWho();
  const w = useWords(caseWords);
  const s = useWords(scales);
  const mayWork = useMay('work');
  const mayDelete = useMay('administer');
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  return (
    <header className="stack" style={{ gap: 8 }}>
      <div className="page-head">
        <div>
          <div className="small">
            <a href={paths.cases}>{w.title}</a> <span className="mono">{sheet.id}</span>
          </div>
          <h1>{sheet.title}</h1>
        </div>
        {mayWork ? <Commands sheet={sheet} open={setDialog} mayDelete={mayDelete} /> : null}
      </div>
      {sheet.imported === null ? null : (
        <p>
          {w.importedBand(sheet.imported.entries, sheet.imported.from, who(sheet.imported.by))} <When at={sheet.imported.at} />
          {sheet.imported.practice === true ? <Tag>{w.importedPractice}</Tag> : null}
        </p>
      )}
      {sheet.state === 'closed' ? <p>{w.closedBand(sheet.outcome === null ? '' : s.outcome[sheet.outcome])}</p> : null}
      <div className="row" style={{ gap: '4px 16px' }}>
        <span>
          <span className="quiet small">{w.urgency}</span> <Tag tone={urgencyTone[sheet.urgency]}>{s.urgency[sheet.urgency]}</Tag>
        </span>
        <span>
          <span className="quiet small">{w.severity}</span> <Tag>{s.severity[sheet.severity]}</Tag>
        </span>
        <span>
          <span className="quiet small">{w.tlp}</span> <Tag>{s.tlp[sheet.tlp]}</Tag>
        </span>
        <span>
          <span className="quiet small">{w.owner}</span> {sheet.owner ?? <Tag tone="act">{w.noOwner}</Tag>}
        </span>
        <span className="quiet small">
          {w.opened} <When at={sheet.openedAt} />
        </span>
      </div>
      {dialog === 'retitle' ? <RetitleDialog sheet={sheet} onClose={close} /> : null}
      {dialog === 'rate' ? <RateDialog sheet={sheet} onClose={close} /> : null}
      {dialog === 'owner' ? <OwnerDialog sheet={sheet} onClose={close} /> : null}
      {dialog === 'close' ? <CloseDialog sheet={sheet} onClose={close} /> : null}
      {dialog === 'delete' ? <DeleteDialog sheet={sheet} onClose={close} /> : null}
      {dialog === 'reopen' ? <ReopenDialog sheet={sheet} onClose={close} /> : null}
    </header>
  );
}

function Commands({
  sheet,
  open,
  mayDelete,
}: {
  readonly sheet: CaseSheet;
  readonly open: (dialog: Dialog) => void;
  readonly mayDelete: boolean;
}) {
  const w = useWords(caseWords);
  const person = usePerson();
  const run = useCommand(sheet.id, sheet.seq);
  if (sheet.imported !== null)
    return mayDelete ? (
      <div className="actions no-print">
        <Button variant="subtle" onClick={() => open('delete')}>
          {w.delete}
        </Button>
      </div>
    ) : null;
  if (sheet.state === 'closed') {
    return (
      <div className="actions no-print">
        <Button onClick={() => open('reopen')}>{w.reopen}</Button>
        {mayDelete ? (
          <Button variant="subtle" onClick={() => open('delete')}>
            {w.delete}
          </Button>
        ) : null}
      </div>
    );
  }
  return (
    <div className="actions no-print">
      {sheet.owner === null && person !== null ? (
        <Button variant="filled" loading={run.isPending} onClick={() => run.mutate({ do: 'name-owner', personId: person.personId })}>
          {w.takeOwner}
        </Button>
      ) : null}
      <Button onClick={() => open('rate')}>{w.rate}</Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button>{w.commands}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open('owner')}>{w.nameOwner}</Menu.Item>
          <Menu.Item onClick={() => open('retitle')}>{w.rename}</Menu.Item>
          <Menu.Item onClick={() => open('close')}>{w.close}</Menu.Item>
          {mayDelete ? (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => open('delete')}>{w.delete}</Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
