// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { rawIntentRules } from '../../adapters/triage-rules/triage-rules.ts';
import { extractClaims } from '../claim/claim.ts';
import { parseRules } from './intent-rule.ts';
import { readIntent } from './intent.ts';
import { inventoryItemSchema, isWebProgram } from '../inventory/inventory.ts';
import { isVague } from '../examination/question.ts';

const rules = parseRules(rawIntentRules());
const none = new Set<never>();

/** The self-styled white hacker in many wordings; none of them names anything that can be looked up. */
const WANTS_A_REPLY = [
  '貴社サイトで使用されているCGIには既知の脆弱性があります。早めに対策された方がよいでしょう。\n詳しく知りたい方は、このアドレスまで返信してください。\nホワイトハッカー',
  'はじめまして。\n\n御社のＣＧＩに弱点があるのをご存じですか。放置すると危険です。\nお返事をいただけましたら、具体的な場所をお伝えします。\n\n善意のハッカーより',
  'ホームページの掲示板に、知られた欠陥が残っています。対処をお勧めします。\n内容についてはご連絡をいただいた後にご説明いたします。',
  'あなたの会社の Perl スクリプトには脆弱性があります。ご一報くだされば、直し方を教えます。',
  'The CGI on your site has a known vulnerability. You had better act to protect your site.\nReply to this mail and I will tell you more.\n\nwhite hacker',
  'Hello,\n\nyour PHP scripts have a serious security hole.\nIf you would like to know the details, just write back to me.\n\nA friend',
  'There is a well known weakness in the contact form of your website. Please respond so that I can explain where it is.',
  'I can show you which of your CGI programs is vulnerable once I hear back from you. - white hat',
];

const WANTS_NOTHING = [
  'お世話になっております。来週の打ち合わせの場所が変わりました。詳しくは追ってご連絡します。',
  'Dear all, the contact form of our partner has a new address. Reply to Ms Sato for details of the meeting.',
  'CGI の講習会を開きます。参加を希望される方はこのメールに返信してください。',
];

describe('triage/vague-alarm', () => {
  test.each(WANTS_A_REPLY)('%#: an alarm for a reply is named as one, with a quote that stands there', (text) => {
    const intent = readIntent(text, rules, none);
    expect(intent.label).toBe('fishing');
    expect(intent.evidence.map((hit) => hit.rule)).toContain('fishing.details-for-a-reply');
    for (const hit of intent.evidence) expect(text.slice(hit.start, hit.end)).toBe(hit.quote);
  });

  test.each(WANTS_A_REPLY)('%#: the kind of program is a claim with its place in the text', (text) => {
    const { claims } = extractClaims(text, domains.exists);
    const programs = claims.filter((claim) => claim.kind === 'program');
    expect(programs.length).toBeGreaterThan(0);
    for (const claim of programs) expect(text.slice(claim.start, claim.end)).toBe(claim.quote);
    expect(isVague(claims)).toBe(true);
  });

  test.each(WANTS_NOTHING)('%#: an everyday mail is none', (text) => {
    const intent = readIntent(text, rules, none);
    expect(intent.label).toBe('unclear');
    expect(intent.evidence).toEqual([]);
  });

  test('without a wish for an answer it stays unclear, and says why', () => {
    const intent = readIntent('貴社の CGI には、以前から知られている脆弱性があります。ホワイトハッカーより', rules, none);
    expect(intent.label).toBe('unclear');
    expect(intent.evidence.map((hit) => hit.rule)).toEqual(['unclear.alarm-without-particulars']);
    expect(intent.against.map((hit) => hit.rule)).toEqual(['fishing.self-styled']);
  });

  test.each([
    ['CGI::Session 4.40', []],
    ['/cgi-bin/form.cgi', []],
    ['php.ini', []],
    ['CGI', ['CGI']],
    ['貴社のＣＧＩスクリプト', ['CGI']],
    ['your Perl scripts', ['Perl']],
  ])('%s names the programs %j', (text, names) => {
    expect(
      extractClaims(text, domains.exists)
        .claims.filter((claim) => claim.kind === 'program')
        .map((claim) => claim.value),
    ).toEqual(names);
  });

  test.each([
    [{ name: 'CGI::Session', ecosystem: 'cpan' }, true],
    [{ name: 'HTTP::Daemon' }, true],
    [{ name: 'libcgi-session-perl', ecosystem: 'deb' }, true],
    [{ name: 'php8.2-fpm', ecosystem: 'deb' }, true],
    [{ name: 'monolog/monolog', ecosystem: 'composer' }, true],
    [{ name: 'Order entry', kind: 'site', path: '/shop/order.pl' }, true],
    [{ name: 'WordPress' }, true],
    [{ name: 'Movable Type' }, true],
    [{ name: 'openssl', ecosystem: 'deb' }, false],
    [{ name: 'express', ecosystem: 'npm' }, false],
    [{ name: 'graphpad' }, false],
  ])('%j counts as a web program: %s', (item, expected) => {
    const whole = { id: '1', kind: 'software', version: null, ecosystem: null, host: null, path: null, owner: null, exposure: 'unknown' };
    expect(isWebProgram(inventoryItemSchema.parse({ ...whole, from: 'list', ...item }))).toBe(expected);
  });
});
