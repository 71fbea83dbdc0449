// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { checkReply } from './reply-check.ts';
import { replyTemplates } from './reply-template.ts';

const kinds = (text: string, own: readonly string[] = []) => checkReply('', text, own, 'csirt@corp.example').map((finding) => finding.kind);

describe('triage/reply-check', () => {
  for (const template of replyTemplates) {
    test(`the ready text "${template.id}" passes in both languages`, () => {
      expect(checkReply(template.subject.ja, template.text.ja, ['web01'], 'csirt@corp.example')).toEqual([]);
      expect(checkReply(template.subject.en, template.text.en, ['web01'], 'csirt@corp.example')).toEqual([]);
    });
  }

  test.each([
    ['We run PHP 8.1.2 there.', 'version'],
    ['使用中の Apache は 2.4.57 です。', 'version'],
    ['ＰＨＰ　８．１．２を使っています', 'version'],
    ['See https://corp.example/x', 'link'],
    ['intra.corp.jp で動いています', 'host'],
    ['Our server 192.0.2.7 answered.', 'address'],
    ['We confirmed the issue.', 'confirmation'],
    ['ご指摘の脆弱性を確認しました。', 'confirmation'],
    ['おっしゃるとおりです。', 'confirmation'],
    ['Please see the attached report.', 'attachment'],
    ['3日以内に修正します。', 'promise'],
  ])('%s is refused as %s', (text, kind) => {
    expect(kinds(text)).toContain(kind);
  });

  test('a name out of the inventory is refused however it is written', () => {
    expect(kinds('It runs on ＷＥＢ０１ here.', ['web01'])).toContain('host');
    expect(kinds('It runs on web012 here.', ['web01'])).not.toContain('host');
  });

  test('a negated confirmation gives nothing away', () => {
    expect(kinds('We cannot confirm it.')).toEqual([]);
    expect(kinds('ご指摘の事象を確認できませんでした。')).toEqual([]);
  });
});
