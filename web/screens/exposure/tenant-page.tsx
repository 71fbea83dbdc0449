// SPDX-License-Identifier: Apache-2.0
import { useTenant } from '../../api/exposure.ts';
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
  const standing = new Set(findings.filter((finding) => finding.state !== 'fixed').map((finding) => finding.rule));
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
          </>
        )}
      </div>
      {row === null ? (
        <EmptyState title={w.notOnRecord}>
          <span>{w.notOnRecordMeans}</span>
        </EmptyState>
      ) : null}
      {standing.size === 0 ? null : (
        <section className="sheet stack" aria-label={w.toTell}>
          <h2>{w.toTell}</h2>
          {rules
            .filter((rule) => standing.has(rule.rule))
            .map((rule) => (
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
      {findings.length < MOST ? null : <p>{w.tooMany}</p>}
      {findings.length === 0 ? null : <FindingRows caseId={caseId} rows={findings} rules={rules} />}
    </section>
  );
}
