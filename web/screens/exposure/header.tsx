// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { exposureSummarySchema } from '../../../src/exposure/contract.ts';
import { findingStateSchema, toldSchema } from '../../../src/exposure/contract.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { When } from '../../components/when.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Tag } from '../../ui/tag.tsx';

type Summary = z.infer<typeof exposureSummarySchema>;

/** The part of the header that this screen shows (src/exposure/report/report.ts has all of it). */
const headerSchema = z.object({
  completeness: z.object({
    roots: z.array(z.string()),
    objects: z.number(),
    permissionDenied: z.number(),
    goneMeanwhile: z.number(),
    mountsSkipped: z.array(z.object({ path: z.string(), type: z.string() })),
    acls: z.object({ evaluated: z.boolean(), ordinaryFilesNotAsked: z.number() }),
    sysctls: z.record(z.string(), z.number().nullable()),
    notConsidered: z.array(toldSchema),
    homesMissing: z.array(z.string()),
    closedAbove: z.string().nullable(),
    proof: toldSchema,
  }),
  totals: z.object({
    findings: z.number(),
    proved: z.number(),
    derived: z.number(),
    reach: z.array(z.object({ listableAndReadable: z.number(), readableIfNameIsGuessed: z.number() })),
  }),
});
type Header = z.infer<typeof headerSchema>;

/**
 * Stands above every view: what was looked at and what was not. An incomplete run is never shown as anything else.
 * `brief`: beside other content only whether it was whole, and what kept it from being so.
 */
export function CompletenessHeader({ summary, brief }: { readonly summary: Summary; readonly brief: boolean }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  const run = summary.newest;
  if (run === null) return null;
  const header = headerSchema.safeParse(summary.header);
  const { states, customers } = summary;
  const n = (value: number) => value.toLocaleString(lang);
  const incomplete = run.status === 'incomplete';
  const standing = findingStateSchema.options.filter((state) => states[state] > 0);
  return (
    <section className={incomplete ? 'sheet stack exposure-head exposure-incomplete' : 'sheet stack exposure-head'} aria-label={w.head}>
      <div className="row">
        <h2>{w.head}</h2>
        <span className="exposure-status">
          <Tag tone={incomplete ? 'act' : 'line'}>{w.status[run.status]}</Tag>
        </span>
        {run.only === null ? null : <Tag>{w.only(run.only)}</Tag>}
        <span className="small quiet">
          <When at={run.at} />
        </span>
      </div>
      {run.reasons.length === 0 ? null : (
        <ul className="exposure-reasons">
          {run.reasons.map((reason) => (
            <li key={reason.code + reason.en}>{two(reason)}</li>
          ))}
        </ul>
      )}
      {run.only === null ? null : <p className="small">{w.oneHome}</p>}
      {brief ? null : (
        <FactList
          facts={[
            ...(header.success ? [{ name: w.found, value: foundText(header.data, w, n) }] : []),
            { name: w.standing, value: standing.map((state) => `${w.states[state]} ${n(states[state])}`).join(' · ') || w.noneWord },
            { name: w.customers, value: w.customersValue(n(customers.affected), n(customers.waived), n(customers.clean)) },
          ]}
        />
      )}
      {header.success && !brief ? <Looked header={header.data} root={run.root} /> : null}
    </section>
  );
}

type Words = (typeof exposureScreenWords)['ja'];

const foundText = ({ totals }: Header, w: Words, n: (value: number) => string) =>
  w.foundValue(n(totals.findings), n(totals.proved), n(totals.derived));

/** Folded away on every screen: read once, asked for when a number is doubted. */
function Looked({ header, root }: { readonly header: Header; readonly root: string }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  const { completeness: c, totals } = header;
  const n = (value: number) => value.toLocaleString(lang);
  const some = (items: readonly string[]) => (items.length === 0 ? w.noneWord : items.join(lang === 'ja' ? '、' : ', '));
  const most = (of: (line: Header['totals']['reach'][number]) => number) => Math.max(0, ...totals.reach.map(of));
  const acls = c.acls.ordinaryFilesNotAsked > 0 ? w.aclsSpared(n(c.acls.ordinaryFilesNotAsked)) : w.aclsValue.yes;
  return (
    <details className="small">
      <summary>{w.more}</summary>
      <FactList
        facts={[
          { name: w.roots, value: <bdi className="mono">{root}</bdi> },
          { name: w.looked, value: w.lookedValue(n(c.objects), n(c.permissionDenied), n(c.goneMeanwhile)) },
          {
            name: w.reach,
            value: w.reachValue(n(most((line) => line.listableAndReadable)), n(most((line) => line.readableIfNameIsGuessed))),
          },
          { name: w.notConsidered, value: some(c.notConsidered.map((each) => two(each))) },
          { name: w.acls, value: c.acls.evaluated ? acls : w.aclsValue.no },
          { name: w.skipped, value: some(c.mountsSkipped.map((mount) => `${mount.path} (${mount.type})`)) },
          { name: w.missing, value: some(c.homesMissing) },
          { name: w.closedAbove, value: c.closedAbove ?? w.noneWord },
          { name: w.kernel, value: some(Object.entries(c.sysctls).map(([name, value]) => `${name}=${value ?? '?'}`)) },
          { name: w.proof, value: two(c.proof) },
        ]}
      />
    </details>
  );
}
