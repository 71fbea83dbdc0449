// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const text = (most: number) => z.string().trim().min(1).max(most);
const instant = z.iso.datetime({ offset: true });
const webAddress = z.url({ protocol: /^https$/ }).max(1000);
const ids = z.array(text(100)).max(1000);

/** Why a product is not affected, by the labels of VEX (CISA, 2022). */
export const notAffectedReasons = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export const productStates = ['affected', 'fixed', 'not-affected', 'under-investigation'] as const;

/** One advisory as a person writes it (JSON); `matoi advisory draft CASE` fills what the record knows. */
export const advisorySourceSchema = z.strictObject({
  /** The case that it comes from; `advisory publish` writes the publication into it. */
  case: z
    .string()
    .regex(/^C-\d{4}-\d{4,9}$/)
    .nullable()
    .default(null),
  profile: z.enum(['csaf_base', 'csaf_security_advisory', 'csaf_vex']),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/),
  lang: z.enum(['ja', 'en']),
  title: text(300),
  summary: text(10_000),
  publisher: z.strictObject({
    name: text(300),
    namespace: webAddress,
    category: z.enum(['vendor', 'coordinator', 'discoverer', 'user', 'other']),
    contact: text(500),
  }),
  /** The address under which the directory of advisories stands, without the slash at its end. */
  directory: webAddress,
  tlp: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']),
  /** Each issue in order; none: a draft. */
  revisions: z.array(z.strictObject({ at: instant, summary: text(2000) })).max(500),
  /** Drawn back or replaced; said in the newest revision and never by removing anything. */
  end: z
    .discriminatedUnion('is', [
      z.strictObject({ is: z.literal('withdrawn'), reason: text(5000) }),
      z.strictObject({ is: z.literal('superseded'), reason: text(5000), by: webAddress }),
    ])
    .nullable(),
  products: z
    .array(z.strictObject({ id: text(100), vendor: text(300), name: text(300), version: text(200), purl: text(500).nullable() }))
    .max(1000),
  vulnerabilities: z
    .array(
      z.strictObject({
        cve: z
          .string()
          .regex(/^CVE-\d{4}-\d{4,19}$/)
          .nullable(),
        /** Our own number for it, where there is no CVE. */
        number: text(100).nullable(),
        title: text(300),
        description: text(10_000),
        cwe: z.strictObject({ id: z.string().regex(/^CWE-\d{1,6}$/), name: text(300) }).nullable(),
        /** CVSS 3.x as the format carries it; a vector of 4.0 goes into a note. */
        cvss: text(500).nullable(),
        /** A whole SSVC vector, as a note. */
        ssvc: text(500).nullable(),
        states: z.strictObject({ affected: ids, fixed: ids, 'not-affected': ids, 'under-investigation': ids }),
        notAffectedBecause: z.enum(notAffectedReasons).nullable(),
        action: z
          .strictObject({
            category: z.enum(['vendor_fix', 'mitigation', 'workaround', 'no_fix_planned', 'none_available']),
            details: text(5000),
          })
          .nullable(),
        /** First version in which it is mended, for OSV. */
        fixedIn: text(200).nullable(),
      }),
    )
    .max(200),
  credits: z.array(z.strictObject({ name: text(300), organisation: text(300).nullable() })).max(100),
});
export type AdvisorySource = z.infer<typeof advisorySourceSchema>;
export type AdvisoryVulnerability = AdvisorySource['vulnerabilities'][number];
