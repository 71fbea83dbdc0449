// SPDX-License-Identifier: Apache-2.0
// The file that `exposure scan --json` writes on the host, brought to the case by a browser. It was written elsewhere: every
// field is checked, shown paths are made anew from their bytes, and texts in it are inert and bounded.
import { z } from 'zod';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { base64OfPath, isWithin, pathOfBase64, shown } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { ruleIds } from '../judge/rules.ts';
import { severities } from '../judge/severity.ts';
import type { Finding } from '../report/finding.ts';
import type { Header } from '../report/report.ts';
import type { Run } from './run.ts';

/** What the file says of the run itself, beside header and findings; paths in base64 of their bytes. */
export type RunMark = { readonly root: string; readonly only: string | null; readonly unsettled: readonly string[] };

export function markOf(run: Pick<Run, 'root' | 'only' | 'unsettled'>): RunMark {
  return { root: base64OfPath(run.root), only: run.only, unsettled: [...run.unsettled].map((path) => base64OfPath(path)) };
}

const said = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((text) => inertText(text).slice(0, most));
const told = z.object({ code: said(100), ja: said(1000), en: said(1000) });
const count = z.int().nonnegative();
const path = z.string().max(60_000);

const findingSchema = z.object({
  rule: z.enum(ruleIds),
  severity: z.enum(severities),
  pathBytes: path,
  type: said(20),
  mode: said(20),
  acl: z.boolean(),
  owner: said(500),
  group: said(500),
  tenant: said(500).nullable(),
  detail: told,
  grants: z
    .array(
      z.object({
        to: z.enum(['tenants', 'shared']),
        tenants: count,
        everyOther: z.boolean(),
        names: z.array(said(500)).max(100),
        rights: z.array(z.enum(['list', 'read', 'write', 'replace', 'plant', 'exec'])).max(6),
      }),
    )
    .max(1000),
  proof: z.enum(['proved', 'derived']),
  proofReason: told,
});

/** Of the header only what a run is settled and counted by; the file itself is kept whole. */
const fileSchema = z.object({
  run: z.object({ root: path, only: said(500).nullable(), unsettled: z.array(path).max(1_000_000) }),
  completeness: z.looseObject({ status: z.enum(['complete', 'incomplete']), reasons: z.array(told).max(1000) }),
  totals: z.looseObject({ objects: count, findings: count, proved: count, tenants: count }),
  findings: z.array(findingSchema).max(1_000_000),
});

export type NoRun = 'not-json' | 'not-a-run' | 'not-whole' | 'outside-its-root';

/** Refused: no such file, one that was cut off (its counts do not add up), or findings that lie outside of what it looked at. */
export function readRunFile(text: string): Result<Run, NoRun> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err('not-json');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return err('not-a-run');
  const { run, completeness, totals, findings } = parsed.data;
  const proved = findings.filter((one) => one.proof === 'proved').length;
  if (findings.length !== totals.findings || proved !== totals.proved) return err('not-whole');
  const root = pathOfBase64(run.root);
  const unsettled = run.unsettled.map((one) => pathOfBase64(one));
  const read = findings.map(({ pathBytes, ...rest }) => ({ at: pathOfBase64(pathBytes), rest }));
  if (root === null || unsettled.includes(null) || read.some(({ at }) => at === null)) return err('not-a-run');
  // Sockets and password files outside of the root are found beside it; of a run over one home everything lies below it.
  if (run.only !== null && read.some(({ at }) => at !== null && !isWithin(at, root))) return err('outside-its-root');
  return ok({
    root,
    only: run.only,
    header: { completeness, totals } as unknown as Header,
    findings: read.flatMap(({ at, rest }): readonly Finding[] =>
      at === null ? [] : [{ ...rest, path: shown(at), pathBytes: base64OfPath(at) }],
    ),
    unsettled: new Set(unsettled.filter((one): one is BytePath => one !== null)),
  });
}
