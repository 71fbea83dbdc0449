// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../kernel/problem.ts';
import { settingsOf } from './settings.ts';

function refused(env: Record<string, string>): ProblemError['problem'] {
  try {
    settingsOf(env);
  } catch (cause) {
    if (cause instanceof ProblemError) return cause.problem;
    throw cause;
  }
  throw new Error('was taken');
}

describe('wiring/base/settings', () => {
  it('takes an empty value for one that is not set', () => {
    expect(settingsOf({ MATOI_PORT: '', MATOI_MODE: ' ', MATOI_URL: '', MATOI_SMTP_PORT: '' })).toEqual(settingsOf({}));
    expect(settingsOf({})).toMatchObject({ MATOI_PORT: 4646, MATOI_HOST: '127.0.0.1', MATOI_MODE: 'real', MATOI_SMTP_PORT: null });
  });

  it('parses an environment once', () => {
    const env = { MATOI_OWN_DOMAINS: 'Example.JP, example.com' };

    expect(settingsOf(env)).toBe(settingsOf(env));
    expect(settingsOf(env).MATOI_OWN_DOMAINS).toEqual(['example.jp', 'example.com']);
  });

  it.each([
    ['MATOI_MODE', 'practise'],
    ['MATOI_PORT', '4646x'],
    ['MATOI_PORT', '70000'],
    ['MATOI_PORT', '-1'],
    ['MATOI_DNS', 'yes'],
    ['MATOI_LOGS_SMALL', 'true'],
    ['MATOI_SMTP_TLS', 'on'],
    ['MATOI_IMAP_URL', 'mail.example.jp'],
    ['MATOI_SMTP_URL', 'https://relay.example.jp'],
    ['MATOI_CLICKHOUSE_URL', 'clickhouse:8123'],
    ['MATOI_LOG_UPLOAD_BYTES', '50 GB'],
    ['MATOI_MAIL_MAX_BYTES', '0'],
    ['MATOI_TRUSTED_PROXIES', '0.0.0.0/0'],
  ])('refuses %s=%s by name instead of taking another value', (name, value) => {
    const problem = refused({ [name]: value });

    expect(problem.code).toBe('desk.bad-setting');
    expect(problem.what.ja).toContain(name);
    expect(problem.next.en).toContain(`${name}: `);
  });

  it('names all that are wrong at once, and repeats no value: some are secrets', () => {
    const problem = refused({ MATOI_IMAP_URL: 'user:hunter2@host', MATOI_PORT: 'x' });

    expect(problem.what.en).toContain('MATOI_PORT, MATOI_IMAP_URL');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});
