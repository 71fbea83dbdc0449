// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { forbiddenInReading } from './guard.ts';

describe('adapters/chdb/guard', () => {
  it.each([
    "select file('/etc/passwd')",
    "SELECT FiLe ('/etc/passwd')",
    "select `file`('/etc/passwd')",
    "select /* x */ file/**/('/etc/passwd')",
    "select 1 into outfile '/tmp/x'",
    "select 1 INTO -- x\n OUTFILE '/tmp/x'",
    'select 1; drop table t',
    'drop table t',
    'insert into t values (1)',
    'set readonly = 0',
    "select $x$ ' $x$, file('/etc/passwd')",
    "select 'unterminated",
    '/* unterminated',
    "select * from url('http://127.0.0.1/', 'TSV')",
    '',
  ])('refuses %s', (sql) => {
    expect(forbiddenInReading(sql)).not.toBeNull();
  });
  it.each([
    "select 'file(' as x",
    'SELECT file, line FROM matoi.web WHERE file IN (1)',
    'with 1 as a select a',
    "select 'a;b', 'into outfile'",
    'select 1;',
  ])('lets %s through', (sql) => {
    expect(forbiddenInReading(sql)).toBeNull();
  });
});
