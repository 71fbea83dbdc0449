// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ExposureRule, FindingRow } from '../../../src/exposure/contract.ts';
import { useWaive } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { When } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { paths } from '../../paths.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { MarkSign } from '../../ui/mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { STATE_TONES } from './state-tones.ts';
import { grantText } from './grants.ts';
import { Dialog } from '../../components/dialog.tsx';

type Props = {
  readonly caseId: string;
  readonly row: FindingRow;
  readonly rule: ExposureRule | undefined;
  readonly onClose: () => void;
};

/** One exposure: what it rests on, what it allows, how it is mended, and the way to accept it until a day. */
export function FindingDialog(props: Props) {
  const w = useWords(exposureScreenWords);
  const { two } = useSay();
  const mayWork = useMay('work');
  const [waiving, setWaiving] = useState(false);
  const { caseId, row, rule, onClose } = props;
  if (waiving) return <WaiveDialog caseId={caseId} row={row} onClose={() => setWaiving(false)} />;
  return (
    <Dialog size="lg" onClose={onClose} title={rule === undefined ? row.rule : two(rule.title)}>
      <div className="stack">
        <div className="row">
          <Tag tone={STATE_TONES[row.state]}>{w.states[row.state]}</Tag>
          <Tag>{w.severities[row.severity]}</Tag>
        </div>
        <Details caseId={caseId} row={row} />
        {rule === undefined ? null : (
          <>
            <h3>{w.gain}</h3>
            <p>{two(rule.gain)}</p>
            <h3>{w.remedy}</h3>
            <p>{two(rule.remedy)}</p>
          </>
        )}
        {mayWork && row.state !== 'fixed' ? (
          <div className="actions no-print">
            <Button onClick={() => setWaiving(true)}>{w.waive}</Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

function Details({ caseId, row }: Pick<Props, 'caseId' | 'row'>) {
  const who = useWho();
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  return (
    <FactList
      facts={[
        { name: w.path, value: <bdi className="mono">{row.path}</bdi> },
        {
          name: w.tenant,
          value: row.tenant === null ? w.nobody : <a href={paths.exposureTenant(caseId, row.tenant)}>{row.tenant}</a>,
        },
        ...(row.customer === null || row.customer === '' ? [] : [{ name: w.customer, value: row.customer }]),
        { name: w.owner, value: <bdi className="mono">{`${row.owner}:${row.group} ${row.mode}${row.acl ? ` (${w.acl})` : ''}`}</bdi> },
        { name: w.detail, value: <bdi>{two(row.detail)}</bdi> },
        { name: w.reachable, value: row.grants.map((grant) => grantText(grant, lang)).join(' / ') },
        {
          name: w.proof,
          value: (
            <>
              <MarkSign mark={row.proof} word={w.proofIs[row.proof]} /> {w.proofIs[row.proof]}{' '}
              <span className="small quiet">{two(row.proofReason)}</span>
            </>
          ),
        },
        ...(row.waiver === null
          ? []
          : [
              {
                name: w.until,
                value: (
                  <>
                    <When at={row.waiver.until} /> <span className="small">{w.waivedBy(who(row.waiver.by))}</span>
                    <br />
                    {row.waiver.reason}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

function WaiveDialog({ caseId, row, onClose }: Pick<Props, 'caseId' | 'row' | 'onClose'>) {
  const w = useWords(exposureScreenWords);
  const [until, setUntil] = useState('');
  const run = useWaive(caseId, row, onClose);
  return (
    <ReasonDialog
      title={w.waiveTitle}
      lead={w.waiveLead}
      draft={`exposure.${caseId}.waive.${row.number}`}
      confirm={w.waive}
      pending={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={(reason, clear) => {
        if (until !== '') run.mutate({ until: new Date(until).toISOString(), reason }, { onSuccess: clear });
      }}
    >
      <bdi className="mono small">{row.path}</bdi>
      <TextInput label={w.until} type="datetime-local" required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
    </ReasonDialog>
  );
}
