// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { replyFrom } from '../reply/reply-template.ts';
import { noticeMail, noticeText } from './notice-text.ts';

const organisation = { ja: '青い鳥旅行', en: 'Bluebird Travel' };
const sender = { organisation, name: '高橋', telephone: '内線 204' };

describe('triage/staff: the notice can be told from phishing', () => {
  it('names the organisation, the sender and a number in both languages, and never a live address of the mail', () => {
    const text = noticeText('See https://evil.example/login', sender);
    for (const [lang, said] of Object.entries(text)) {
      expect(said).toContain(organisation[lang as 'ja' | 'en']);
      expect(said).toContain('高橋');
      expect(said.split('内線 204')).toHaveLength(3);
      expect(said).not.toContain('https://evil.example');
    }
  });

  it('leaves out what the register does not have instead of an empty place', () => {
    const text = noticeText('x', { organisation: { ja: '', en: '' }, name: '高橋', telephone: '' });
    expect(text.ja.split('\n')[0]).toBe('情報システム担当の高橋です。');
    expect(text.en.split('\n')[0]).toBe('This is 高橋, IT.');
  });

  it('names the host of the link, in both languages of one mail', () => {
    const mail = noticeMail(noticeText('x', sender), 'ja', 'https://desk.bluebird.example/staff/abc');
    expect(mail.text.split('（desk.bluebird.example）')).toHaveLength(2);
    expect(mail.text.split('(desk.bluebird.example)')).toHaveLength(2);
  });
});

describe('triage/reply: a reply says who writes and what to refer to', () => {
  it('is closed with the number and the organisation, and thanks for the report', () => {
    const reply = replyFrom('receipt', 'ja', { organisation, reportId: 'R-2026-00007' });
    expect(reply?.text).toContain('ありがとうございます');
    expect(reply?.text.endsWith('受付番号：R-2026-00007\n青い鳥旅行 情報セキュリティ窓口')).toBe(true);
  });

  it('is closed without empty places where nothing was set', () => {
    const reply = replyFrom('receipt', 'en', { organisation: { ja: '', en: '' }, reportId: '' });
    expect(reply?.text.endsWith('\n\nInformation security desk')).toBe(true);
  });
});
