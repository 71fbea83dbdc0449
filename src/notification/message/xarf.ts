// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../../kernel/sha256.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Attachment } from '../../outbox/message.ts';
import type { AudienceRow, Concern } from '../audience/audience.ts';

/** Reports that one mail carries; whoever has more finds all of them in its text. */
const MOST = 20;

export type Reporter = { readonly organisation: string; readonly contact: string };

/**
 * Findings of customers who ask for a form for machines, each as one XARF 4 report (xarf.org, schemas v4: vulnerability,
 * misconfiguration). Only what our own audit saw: what stands on a list in words has no class that we could vouch for.
 */
export function xarfOf(
  hash: HashBytes,
  rows: readonly AudienceRow[],
  { organisation, contact }: Reporter,
  at: Instant,
): readonly Attachment[] {
  const domain = contact.slice(contact.lastIndexOf('@') + 1);
  const us = { org: organisation.slice(0, 200), contact, domain };
  return rows
    .filter((row) => row.machineForm)
    .flatMap((row) => row.concerns.filter((one) => one.source === 'exposure').map((concern) => ({ row, concern })))
    .slice(0, MOST)
    .map(({ row, concern }, index) => ({
      name: `xarf-${index + 1}.json`,
      type: 'application/json',
      text: `${JSON.stringify(reportOf(hash, row, concern, us, at), null, 2)}\n`,
    }));
}

function reportOf(hash: HashBytes, row: AudienceRow, concern: Concern, us: object, at: Instant) {
  return {
    xarf_version: '4.0.0',
    report_id: uuidOf(hash(`xarf ${row.customerId} ${concern.id} ${at}`)),
    timestamp: at,
    reporter: us,
    sender: us,
    source_identifier: row.contracts[0] ?? row.customerId,
    category: 'vulnerability',
    type: 'misconfiguration',
    evidence_source: 'security_audit',
    service: `web hosting: ${concern.place}`.slice(0, 200),
    description: `${concern.what.en}. ${concern.todo.en}`.slice(0, 1000),
    ...(concern.severity === null ? {} : { tags: [`severity:${concern.severity}`] }),
  };
}

/** The digits of a hash in the form of a UUID of version 4, so that the same report has the same number. */
function uuidOf(digits: string): string {
  const [a, b, c, d, e] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16), digits.slice(17, 20), digits.slice(20, 32)];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}
