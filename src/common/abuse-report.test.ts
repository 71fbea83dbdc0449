// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mail } from './mail.ts';
import { abuseReportOf, abuseText } from './abuse-report.ts';

const mail = (json: string, contentType = 'application/json'): Pick<Mail, 'headers' | 'attachments' | 'text'> => ({
  headers: [],
  text: '',
  attachments: [
    {
      contentType,
      fileName: 'xarf.json',
      bytes: Buffer.from(json),
      within: [],
      contentId: '',
      disposition: 'attachment',
      size: json.length,
      sha256: '',
    },
  ],
});

describe('common/abuse-report', () => {
  it('reads category, source, links and reporter of XARF 4', () => {
    const report = abuseReportOf(
      mail(
        JSON.stringify({
          xarf_version: '4.1.0',
          category: 'content',
          type: 'phishing',
          source_identifier: '203.0.113.9',
          url: 'https://a.corp.example/x',
          evidence: [{ content_type: 'text/html', screenshot_url: 'https://b.isp.example/y', note: 'https://c.example' }],
          reporter: { org: 'CERT', contact: 'abuse@cert.example' },
        }),
      ),
    );
    expect(report).toMatchObject({
      form: 'XARF 4.1.0',
      about: 'content/phishing',
      source: '203.0.113.9',
      reporter: 'CERT abuse@cert.example',
    });
    expect([...(report?.urls ?? [])].toSorted()).toEqual(['https://a.corp.example/x', 'https://b.isp.example/y']);
  });

  it('holds one line for each thing named, whatever stands in the values', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (category, source) => {
        const report = abuseReportOf(mail(JSON.stringify({ xarf_version: '4.0.0', category, source_identifier: source })));
        return report === null || abuseText(report).split('\n').length === 3;
      }),
    );
    expect(abuseReportOf(mail('['.repeat(500_000)))).toBeNull();
    expect(abuseReportOf(mail('{"a":'.repeat(200_000)))).toBeNull();
    expect(abuseReportOf(mail('{"xarf_version":4}'))).toBeNull();
  });
});
