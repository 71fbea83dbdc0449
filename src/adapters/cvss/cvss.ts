// SPDX-License-Identifier: Apache-2.0
import calculator from 'ae-cvss-calculator';
import type { CvssScore, ScoreVector } from '../../triage/priority/cvss.port.ts';

const { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } = calculator;
const VERSIONS = [
  ['CVSS:4.0/', '4.0', Cvss4P0],
  ['CVSS:3.1/', '3.1', Cvss3P1],
  ['CVSS:3.0/', '3.0', Cvss3P0],
] as const;

/** The metrics without which there is no base score. A vector that lacks one would be scored as harmless by its silence. */
const NEEDED: Readonly<Record<CvssScore['version'], readonly string[]>> = {
  '2.0': ['AV', 'AC', 'Au', 'C', 'I', 'A'],
  '3.0': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '3.1': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '4.0': ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
};

/** Base score, or the score that the vector's further metrics give. Severity by the specifications' qualitative scale. */
export const scoreVector: ScoreVector = (vector) => {
  const text = vector.trim();
  if (text.length > 500) return null;
  const found = VERSIONS.find(([prefix]) => text.startsWith(prefix));
  const looksLike2 = /^\(?AV:[LAN]\/AC:[HML]\/Au:/.test(text);
  if (found === undefined && !looksLike2) return null;
  const metrics = new Map(
    text
      .replace(/[()]/g, '')
      .split('/')
      .map((part) => [part.split(':')[0] ?? '', part.split(':')[1] ?? ''] as const),
  );
  if (NEEDED[found?.[1] ?? '2.0'].some((name) => !/^[A-Z]$/.test(metrics.get(name) ?? '') || metrics.get(name) === 'X')) return null;
  try {
    const score =
      found === undefined
        ? new Cvss2(text.replace(/^\(|\)$/g, '')).calculateScores().overall
        : new found[2](text).calculateScores().overall;
    if (typeof score !== 'number' || Number.isNaN(score)) return null;
    return { version: found?.[1] ?? '2.0', vector: text, score, severity: severityOf(score) };
  } catch {
    // The library throws for metrics that are no metrics: then it is no vector.
    return null;
  }
};

function severityOf(score: number): CvssScore['severity'] {
  if (score === 0) return 'none';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 ? 'high' : 'critical';
}
