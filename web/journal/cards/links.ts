// SPDX-License-Identifier: Apache-2.0
import { paths } from '../../paths.ts';
import type { Chip } from '../../ui/evidence-chip.tsx';
import { endpoints } from '../../../src/case/contract.ts';

export function reportLink(reportId: string): Chip {
  return { id: `report-${reportId}`, label: reportId, href: paths.report(reportId) };
}

export function caseLink(caseId: string): Chip {
  return { id: `case-${caseId}`, label: caseId, href: paths.case(caseId) };
}

/** The bytes as they came, by their hash; the first digits are enough for the eye, the title has all of them. */
export function blobLink(sha256: string, caseId: string, label: string): Chip {
  return {
    id: `blob-${sha256}`,
    label: `${label} ${sha256.slice(0, 8)}`,
    title: `SHA-256 ${sha256}`,
    href: endpoints.blob.at({ sha256 }, { case: caseId }),
    download: true,
  };
}
