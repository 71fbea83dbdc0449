// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { targets } from '../../../../src/containment/contract.ts';
import type { PlanRow } from '../../../../src/containment/contract.ts';
import { useRendered } from '../../../api/containment.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { planWords } from '../words.ts';

type Place = { readonly caseId: string; readonly row: PlanRow; readonly option: string };

/** One option as one device's configuration, with the way back and what the device cannot say. */
export function DeviceRules({ caseId, row, option }: Place) {
  const w = useWords(planWords);
  const [target, setTarget] = useState<string>(targets[0]);
  const [expires, setExpires] = useState('');
  const found = useRendered(caseId, row.planId, option, target, target === 'list' ? expires : '');
  return (
    <section className="sheet stack" aria-label={w.rulesTitle}>
      <h2>{w.rulesTitle}</h2>
      <NativeSelect
        label={w.target}
        value={target}
        data={targets.map((value) => ({ value, label: value === 'list' ? w.targetList : value }))}
        onChange={(event) => setTarget(event.currentTarget.value)}
      />
      {target === 'list' ? (
        <TextInput
          type="date"
          label={w.expires}
          description={w.expiresAbout}
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
      ) : null}
      {found.data === undefined ? <Pending on={found} lines={8} /> : <Rendering rendered={found.data} row={row} option={option} />}
    </section>
  );
}

function Rendering(props: {
  readonly rendered: NonNullable<ReturnType<typeof useRendered>['data']>;
  readonly row: PlanRow;
  readonly option: string;
}) {
  const w = useWords(planWords);
  const { two } = useSay();
  const { rendered } = props;
  const lab = rendered.target === 'nftables' && props.row.verified?.option === props.option ? props.row.verified : null;
  return (
    <>
      <div className="chips plan-proof">
        {rendered.proof === 'validator' ? <Tag>{w.byValidator}</Tag> : <Tag tone="act">{w.notOnDevice}</Tag>}
        {rendered.target === 'nftables' ? (
          <Tag tone={lab === null ? 'line' : lab.differences === 0 ? 'verified' : 'act'}>
            {lab === null ? w.labNot : w.labSays(lab.probes, lab.differences)}
          </Tag>
        ) : null}
      </div>
      {rendered.cannot.length === 0 ? null : (
        <div>
          <h3>{w.cannot}</h3>
          <ul>
            {rendered.cannot.map((one) => (
              <li key={`${one.rule} ${one.kind}`}>
                {two(one.text)} <span className="small quiet mono">{one.rule}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Files files={rendered.files} />
      <Steps title={w.apply} lines={rendered.apply} />
      <h3>{w.undo}</h3>
      <Files files={rendered.rollback} open />
      <Steps title={w.undo} lines={rendered.undo} bare />
    </>
  );
}

function Files(props: { readonly files: readonly { readonly name: string; readonly text: string }[]; readonly open?: true }) {
  return props.files.map((file) => (
    <details key={file.name} className="plan-file" open={props.open}>
      <summary className="mono">{file.name}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long listing is scrolled with the keyboard too */}
      <pre tabIndex={0} aria-label={file.name}>
        {file.text}
      </pre>
    </details>
  ));
}

function Steps({ title, lines, bare = false }: { readonly title: string; readonly lines: readonly string[]; readonly bare?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <div>
      {bare ? null : <h3>{title}</h3>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above */}
      <pre className="plan-steps" tabIndex={0} aria-label={title}>
        {lines.join('\n')}
      </pre>
    </div>
  );
}
