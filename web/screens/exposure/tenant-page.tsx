// SPDX-License-Identifier: Apache-2.0
import type { ExposureRule, FindingRow } from '../../../src/exposure/contract.ts';
import { useRuns, useTenant } from '../../api/exposure.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { exposureScreenWords } from './words.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FindingRows } from './finding-rows.tsx';
import { StateCounts, TENANT_TONES } from './tenants.tsx';

/** What the route of one tenant gives at most. */
const MOST = 10_000;

/** One tenant: where it stands, what to tell it to mend, and every exposure of its area. */
export function TenantPage({ caseId, tenant }: { readonly caseId: string; readonly tenant: string }) {
  const w = useWords(exposureScreenWords);
  const { two } = useSay();
  const found = useTenant(caseId, tenant);
  if (found.data === undefined) return <Pending on={found} lines={8} />;
  const { tenant: row, findings, rules } = found.data;
  const told = rules.filter((rule) => findings.some((finding) => finding.rule === rule.rule && finding.state !== 'fixed'));
  return (
    <section className="stack" aria-label={w.tenantPage(tenant)} style={{ gap: 20 }}>
      <div className="row">
        <h2>
          <bdi>{w.tenantPage(tenant)}</bdi>
        </h2>
        {row === null ? null : (
          <>
            <Tag tone={TENANT_TONES[row.state]}>{w.tenantStates[row.state]}</Tag>
            {row.customer === '' || row.customer === tenant ? null : <bdi>{row.customer}</bdi>}
            <StateCounts row={row} />
            <span className="small">
              {w.contact}: {row.contact === '' ? w.noContact : <bdi>{row.contact}</bdi>}
            </span>
          </>
        )}
      </div>
      {row === null ? (
        <EmptyState title={w.notOnRecord}>
          <span>{w.notOnRecordMeans}</span>
        </EmptyState>
      ) : null}
      {told.length === 0 ? null : (
        <section className="sheet stack" aria-label={w.toTell}>
          <div className="spread">
            <h2>{w.toTell}</h2>
            <CopyButton label={w.copyRemedy} text={remedyText(told, findings, two)} />
          </div>
          {told.map((rule) => (
            <div key={rule.rule} className="exposure-remedy">
              <h3>
                {two(rule.title)} <Tag>{w.severities[rule.severity]}</Tag>
              </h3>
              <p className="quiet">{two(rule.gain)}</p>
              <p>{two(rule.remedy)}</p>
            </div>
          ))}
        </section>
      )}
      {row === null ? null : <Recheck caseId={caseId} tenant={tenant} />}
      {findings.length < MOST ? null : <p>{w.tooMany}</p>}
      {findings.length === 0 ? null : <FindingRows caseId={caseId} rows={findings} rules={rules} />}
    </section>
  );
}

/** What to send to the tenant: each class with what it means, how it is fixed and where it is. */
function remedyText(
  rules: readonly ExposureRule[],
  findings: readonly FindingRow[],
  two: (text: { readonly ja: string; readonly en: string }) => string,
): string {
  return rules
    .map((rule) => {
      const places = findings.filter((finding) => finding.rule === rule.rule && finding.state !== 'fixed').map((finding) => finding.path);
      return [`■ ${two(rule.title)}`, two(rule.gain), two(rule.remedy), ...places.map((path) => `  ${path}`)].join('\n');
    })
    .join('\n\n');
}

/** The audit of this one area again, as a command of the server that was audited. */
function Recheck({ caseId, tenant }: { readonly caseId: string; readonly tenant: string }) {
  const w = useWords(exposureScreenWords);
  const root = useRuns(caseId).data?.items.find((run) => run.only === null)?.root;
  if (root === undefined) return null;
  const command = `matoi exposure scan ${quoted(root)} --only ${quoted(tenant)} --case ${caseId}`;
  return (
    <section className="sheet stack" aria-label={w.recheck}>
      <div className="spread">
        <h2>{w.recheck}</h2>
        <CopyButton label={w.copyCommand} text={command} />
      </div>
      <p className="small">{w.recheckWhat}</p>
      <code className="mono">{command}</code>
    </section>
  );
}

/** One word for a POSIX shell; names of homes come from strangers. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
