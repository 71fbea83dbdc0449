// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes, shown } from '../path/bytes.ts';
import { parseDpkg, parseRpm } from './inventory.ts';
import type { Told } from '../path/limits.ts';
import { versionLimits } from './limits.ts';
import { ageInDays, matchPackages, OLD_AFTER_DAYS } from './match.ts';
import type { PackageState } from './match.ts';
import type { Advisories } from './osv.ts';
import { hasEnded, releaseOf } from './release.ts';
import { deletedIn, parseListeners, reachableAndOld } from './running.ts';
import type { OwnedListener, StillRunning } from './running.ts';
import type { Software } from './software.port.ts';

export type VersionAudit = {
  readonly completeness: {
    readonly status: 'complete' | 'incomplete';
    readonly reasons: readonly Told[];
    /** As os-release names it, as OSV names it, and the last day of its security support. */
    readonly release: string | null;
    readonly ecosystem: string | null;
    readonly supportEnds: string | null;
    readonly ended: boolean;
    readonly packages: number;
    readonly refusedLines: number;
    readonly advisories: number;
    readonly advisoriesRefused: number;
    readonly newestAdvisory: string | null;
    readonly advisoryAgeDays: number | null;
    readonly old: boolean;
  };
  readonly totals: Readonly<Record<PackageState['is'], number>>;
  readonly packages: readonly {
    readonly package: string;
    readonly version: string;
    readonly source: string;
    readonly state: PackageState;
  }[];
  /** Patched on disk, old in memory. */
  readonly stillRunning: readonly StillRunning[];
  readonly listeners: readonly OwnedListener[];
  /** Reachable from a tenant's CGI and named by an advisory. */
  readonly reachable: readonly OwnedListener[];
};

/** Installed packages against advisories of the very release; what nobody has data for is unknown, never clean. */
export function auditVersions(software: Software, advisories: Advisories, now: string): VersionAudit {
  const release = releaseOf(new TextDecoder().decode(software('os-release')));
  const ecosystem = release?.ecosystem ?? null;
  const ended = hasEnded(release, now);
  const deb = parseDpkg(software('packages-deb'));
  const rpm = parseRpm(software('packages-rpm'));
  const installed = [...deb.packages, ...rpm.packages];
  const verdicts = matchPackages(installed, advisories, { ecosystem, ended });
  const age = ageInDays(advisories.newest, now);
  const old = age === null || age > OLD_AFTER_DAYS;
  const refusedLines = deb.refusedLines + rpm.refusedLines;
  const name = shown(release?.name ?? '?');
  const reasons = [
    ...(installed.length === 0 ? [versionLimits.noPackages()] : []),
    ...(refusedLines > 0 ? [versionLimits.badLines(refusedLines)] : []),
    ...(ecosystem === null ? [versionLimits.releaseUnknown(name)] : []),
    ...(ecosystem !== null && !advisories.ecosystems.has(ecosystem) ? [versionLimits.noData(ecosystem)] : []),
    ...(ended ? [versionLimits.ended(name, release?.supportEnds ?? '')] : []),
    ...(age === null ? [versionLimits.ageUnknown()] : old ? [versionLimits.old(age)] : []),
    ...(advisories.refused > 0 ? [versionLimits.refused(advisories.refused)] : []),
  ];
  const totals = { affected: 0, fixed: 0, 'not-affected': 0, unknown: 0 };
  for (const { state } of verdicts) totals[state.is] += 1;
  const listeners = ownedListeners(software);
  const affected = new Set(verdicts.flatMap((verdict) => (verdict.state.is === 'affected' ? [verdict.installed.binary] : [])));
  return {
    completeness: {
      status: reasons.length === 0 ? 'complete' : 'incomplete',
      reasons,
      release: release === null ? null : name,
      ecosystem,
      supportEnds: release?.supportEnds ?? null,
      ended,
      packages: installed.length,
      refusedLines,
      advisories: advisories.count,
      advisoriesRefused: advisories.refused,
      newestAdvisory: advisories.newest,
      advisoryAgeDays: age,
      old,
    },
    totals,
    packages: verdicts
      .filter(({ state }) => state.is !== 'not-affected')
      .map(({ installed: each, state }) => ({
        package: shown(each.binary),
        version: shown(each.version),
        source: shown(each.source),
        state,
      })),
    stillRunning: stillRunning(software),
    listeners,
    reachable: reachableAndOld(listeners, affected),
  };
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return pathOfBytes(bytes)
    .split('\n')
    .filter((line) => line !== '');
}

/** socket inode -> process -> program -> package. */
function ownedListeners(software: Software): readonly OwnedListener[] {
  const pidOf = new Map<string, number>();
  for (const line of linesOf(software('sockets'))) {
    const found = /^\/proc\/(\d+)\/fd\/\d+ socket:\[(\d+)\]$/.exec(line);
    if (found?.[2] !== undefined && !pidOf.has(found[2])) pidOf.set(found[2], Number(found[1]));
  }
  const programOf = new Map<number, string>();
  for (const line of linesOf(software('programs'))) {
    const found = /^\/proc\/(\d+)\/exe (\/.*)$/.exec(line);
    if (found?.[2] !== undefined) programOf.set(Number(found[1]), found[2].replace(/ \(deleted\)$/, ''));
  }
  const packageOf = new Map<string, string>();
  for (const line of linesOf(software('owners'))) {
    const found = /^([a-z0-9][A-Za-z0-9+._-]*)(?::[a-z0-9-]+)?(?:, [^:]*(?::[a-z0-9-]+)?)*: (\/.*)$/.exec(line);
    if (found?.[1] !== undefined && found[2] !== undefined) packageOf.set(found[2], found[1]);
  }
  return [...parseListeners(software('tcp'), 'tcp'), ...parseListeners(software('tcp6'), 'tcp6')].map((listener) => {
    const pid = pidOf.get(listener.inode) ?? null;
    const program = pid === null ? null : (programOf.get(pid) ?? null);
    return {
      ...listener,
      pid,
      program: program === null ? null : shown(program),
      package: program === null ? null : (packageOf.get(program) ?? null),
    };
  });
}

function stillRunning(software: Software): readonly StillRunning[] {
  const byPid = new Map<number, Set<string>>();
  for (const line of linesOf(software('deleted'))) {
    const found = /^\/proc\/(\d+)\/maps:(.*)$/.exec(line);
    if (found?.[2] === undefined) continue;
    for (const file of deletedIn(new TextEncoder().encode(found[2])))
      byPid.set(Number(found[1]), (byPid.get(Number(found[1])) ?? new Set()).add(file));
  }
  const names = new Map(
    linesOf(software('programs')).flatMap((line) => {
      const found = /^\/proc\/(\d+)\/exe (\/.*)$/.exec(line);
      return found === null ? [] : [[Number(found[1]), shown(found[2] ?? '')] as const];
    }),
  );
  return [...byPid].map(([pid, files]) => ({ pid, name: names.get(pid) ?? '', files: [...files] }));
}
