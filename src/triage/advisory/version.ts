// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../common/version/compare-versions.ts';
import { isVersionLine } from '../../common/version/loose-version.ts';
import type { AffectedRange, VersionScheme } from './advisory.port.ts';

export type InRange = 'yes' | 'no' | 'unknown';

/**
 * What the stretches say of `version`. One that names exactly this version goes before all others, else the first that holds
 * it decides (CVE record format 5.x, "Version Status Decision Algorithm"); none holds it: no. `unknown` where a bound that
 * could change the answer cannot be compared: never read as "no".
 */
export function inRanges(scheme: VersionScheme, version: string | null, ranges: readonly AffectedRange[]): InRange {
  if (ranges.length === 0) return 'unknown';
  const order = [...ranges.filter((range) => range.exact !== null), ...ranges.filter((range) => range.exact === null)];
  const read = order.map((range) => ({ status: range.status ?? 'affected', holds: inRange(scheme, version, range) }));
  const at = read.findIndex(({ holds }) => holds === 'yes');
  const doubtful = (at < 0 ? read : read.slice(0, at)).filter(({ holds }) => holds === 'unknown');
  const said = read[at]?.status ?? 'unaffected';
  if (said === 'unknown' || doubtful.some(({ status }) => status !== said)) return 'unknown';
  return said === 'affected' ? 'yes' : 'no';
}

function inRange(scheme: VersionScheme, version: string | null, range: AffectedRange): InRange {
  const bounds = [range.from, range.before, range.upTo, range.after, range.exact];
  if (bounds.every((bound) => bound === null)) return 'yes';
  if (version === null) return 'unknown';
  const tests: readonly (readonly [string | null, (order: number) => boolean])[] = [
    [range.from, (order) => order >= 0],
    [range.before, (order) => order < 0],
    [range.upTo, (order) => order <= 0],
    [range.after, (order) => order > 0],
    [range.exact, (order) => order === 0],
  ];
  let unknown = false;
  for (const [bound, holds] of tests) {
    if (bound === null) continue;
    const order = compareVersions(isVersionLine(bound) ? 'generic' : scheme, version, bound);
    if (order === null) unknown = true;
    else if (!holds(order)) return 'no';
  }
  return unknown ? 'unknown' : 'yes';
}
