// SPDX-License-Identifier: Apache-2.0
import { completenessOf } from './completeness.ts';
import { shown } from '../path/bytes.ts';
import type { Completeness } from './completeness.ts';
import { findingsOf, refutedCount } from './finding.ts';
import type { Host } from '../host/host.port.ts';
import { typeCode } from '../tree/inode-classes.ts';
import { ruleIds } from '../judge/rules.ts';
import type { RuleId } from '../judge/rules.ts';
import type { Scan } from '../audit/scan.ts';

/** Two numbers that are often mixed up, for one class of credentials in areas that are not its own. */
export type ReachLine = {
  readonly tenants: number;
  readonly names: readonly string[];
  /** Files that can be read by whoever knows or guesses the name. */
  readonly readableIfNameIsGuessed: number;
  /** Of all objects, those whose name can be found by listing from the root down. */
  readonly listable: number;
  readonly listableAndReadable: number;
  readonly objects: number;
};

export type Totals = {
  readonly objects: number;
  readonly files: number;
  readonly directories: number;
  readonly links: number;
  readonly others: number;
  readonly findings: number;
  readonly proved: number;
  readonly derived: number;
  /** Derived from the walk, refused by the kernel when asked: not findings. */
  readonly refuted: number;
  readonly byRule: Readonly<Record<RuleId, number>>;
  readonly tenants: number;
  readonly tenantsAffected: number;
  readonly linksToSystemFolders: number;
  readonly protectedDirectories: number;
  readonly reach: readonly ReachLine[];
};

export type Header = { readonly completeness: Completeness; readonly totals: Totals };

/** Findings are made twice (once to count, once to print) rather than kept: there may be a million of them. */
export function headerOf(scan: Scan, host: Pick<Host, 'sysctl'>): Header {
  const byRule = Object.fromEntries(ruleIds.map((id) => [id, 0])) as Record<RuleId, number>;
  const affected = new Set<string>();
  let findings = 0;
  let proved = 0;
  for (const finding of findingsOf(scan)) {
    findings += 1;
    byRule[finding.rule] += 1;
    if (finding.proof === 'proved') proved += 1;
    if (finding.tenant !== null) affected.add(finding.tenant);
  }
  return {
    completeness: completenessOf(scan, host),
    totals: {
      ...objectCounts(scan),
      findings,
      proved,
      derived: findings - proved,
      refuted: refutedCount(scan),
      byRule,
      tenants: scan.tenants.length,
      tenantsAffected: affected.size,
      linksToSystemFolders: scan.harmlessLinks,
      protectedDirectories: scan.guarded.rows.length,
      reach: reachLines(scan),
    },
  };
}

/** Strangers, groups that share something, shared credentials; single tenants only where they reach more than strangers. */
function reachLines(scan: Scan): readonly ReachLine[] {
  const [strangers] = scan.reach;
  return scan.reach.flatMap((each): ReachLine[] => {
    const members = scan.classes.all[each.group]?.members ?? [];
    const single = members.length === 1 && members[0]?.tenant !== null;
    if (members.length === 0 || (single && each.listable <= (strangers?.listable ?? 0))) return [];
    return [
      {
        tenants: members.length,
        names: members.slice(0, 5).map((member) => shown(member.credential.name)),
        readableIfNameIsGuessed: each.readable,
        listable: each.listable,
        listableAndReadable: each.listableAndReadable,
        objects: each.objects,
      },
    ];
  });
}

function objectCounts(scan: Scan): Pick<Totals, 'objects' | 'files' | 'directories' | 'links' | 'others'> {
  const { tree, firstAudited } = scan.gathered;
  const of = new Float64Array(8);
  for (let row = firstAudited; row < tree.size; row++)
    of[tree.kinds.typeOf(tree.kind[row] as number)] = (of[tree.kinds.typeOf(tree.kind[row] as number)] ?? 0) + 1;
  const at = (code: number) => of[code] ?? 0;
  const objects = tree.size - firstAudited;
  const [files, directories, links] = [at(typeCode.f), at(typeCode.d), at(typeCode.l)];
  return { objects, files, directories, links, others: objects - files - directories - links };
}
