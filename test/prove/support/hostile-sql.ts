// SPDX-License-Identifier: Apache-2.0
// Questions that nobody should be able to ask, and questions that no machine could answer. Each must end as a typed fault.

export type Hostile = {
  readonly name: string;
  readonly sql: string;
  /** Fault codes that are right; absent: any of them, as long as it is a fault. */
  readonly code?: readonly string[];
};

const refused = ['engine-refused', 'engine-query'] as const;
/** Too long or too much: which limit is met first depends on the machine. */
const spent = ['engine-deadline', 'engine-memory'] as const;

const reach = (canary: string): readonly (readonly [string, string])[] => [
  ['read a file', `SELECT file('${canary}')`],
  ['read a file in a table', `SELECT * FROM file('${canary}', 'LineAsString', 'l String')`],
  ['read a file, mixed case', `SeLeCt FiLe\t(\n'${canary}')`],
  ['read a file, quoted name', `SELECT \`file\`('${canary}')`],
  ['read a file, double quotes', `SELECT "file"('${canary}')`],
  ['read a file behind a comment', `SELECT file/* ) */('${canary}')`],
  ['read a file behind a line comment', `SELECT file -- '\n('${canary}')`],
  ['read a file behind a hash comment', `SELECT file # '\n('${canary}')`],
  ['read a file in a sub-query', `SELECT (SELECT max(l) FROM file('${canary}', 'LineAsString', 'l String'))`],
  ['read a file by a CTE', `WITH x AS (SELECT file('${canary}') AS l) SELECT l FROM x`],
  ['read a file by EXPLAIN', `EXPLAIN PIPELINE SELECT * FROM file('${canary}', 'LineAsString', 'l String')`],
  ['describe a file', `DESCRIBE TABLE file('${canary}', 'LineAsString')`],
  ['describe a file, short', `DESC file('${canary}', 'CSV')`],
  ['read a file by a cluster', `SELECT * FROM fileCluster('default', '${canary}', 'LineAsString', 'l String')`],
  ['hide a call in a heredoc', `SELECT $a$'$a$, file('${canary}'), $b$'$b$`],
  ['hide a call behind an escape', `SELECT 'a\\'', file('${canary}'), '\\''`],
  ['hide a call behind a doubled quote', `SELECT 'a''', file('${canary}'), ''''`],
  ['hide a call behind a wide blank', `SELECT file\u3000('${canary}')`],
  ['hide a call behind a no-break space', `SELECT file\u00a0('${canary}')`],
  ['hide a call behind a byte order mark', `\ufeffSELECT file('${canary}')`],
  ['hide a call behind a zero-width sign', `SELECT fi\u200ble('${canary}')`],
  ['hide a call by a look-alike letter', `SELECT f\u0456le('${canary}')`],
  ['hide a call behind a NUL', `SELECT 1\0, file('${canary}')`],
  ['a view function', `SELECT * FROM view(SELECT file('${canary}'))`],
  ['a merge of everything', "SELECT * FROM merge('.*', '.*')"],
  ['fetch an address', "SELECT * FROM url('http://127.0.0.1:1/', 'TSV', 'a String')"],
  ['fetch by a cluster', "SELECT * FROM urlCluster('default', 'http://127.0.0.1:1/', 'TSV', 'a String')"],
  ['object store', "SELECT * FROM s3('http://127.0.0.1:1/b/k', 'TSV', 'a String')"],
  ['object store, other', "SELECT * FROM gcs('http://127.0.0.1:1/b/k', 'TSV', 'a String')"],
  ['blob store', "SELECT * FROM azureBlobStorage('http://127.0.0.1:1', 'c', 'p', 'a', 'k', 'TSV', 'auto', 'a String')"],
  ['hadoop', "SELECT * FROM hdfs('hdfs://127.0.0.1:1/x', 'TSV', 'a String')"],
  ['another server', "SELECT * FROM remote('127.0.0.1:1', system.one)"],
  ['another server, encrypted', "SELECT * FROM remoteSecure('127.0.0.1:1', system.one)"],
  ['a cluster', "SELECT * FROM cluster('default', system.one)"],
  ['all replicas', "SELECT * FROM clusterAllReplicas('default', system.one)"],
  ['MySQL', "SELECT * FROM mysql('127.0.0.1:1', 'd', 't', 'u', 'p')"],
  ['PostgreSQL', "SELECT * FROM postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')"],
  ['MongoDB', "SELECT * FROM mongodb('127.0.0.1:1', 'd', 'c', 'u', 'p', 'a String')"],
  ['Redis', "SELECT * FROM redis('127.0.0.1:1', 'k', 'k String')"],
  ['SQLite', `SELECT * FROM sqlite('${canary}', 't')`],
  ['ODBC', "SELECT * FROM odbc('DSN=x', 'd', 't')"],
  ['JDBC', "SELECT * FROM jdbc('jdbc:x', 'd', 't')"],
  ['a program', "SELECT * FROM executable('x.sh', TSV, 'a String')"],
  ['a dictionary by function', "SELECT dictGet('x', 'y', 1)"],
  ['a dictionary by table', "SELECT * FROM dictionary('x')"],
  ['a lake', "SELECT * FROM iceberg('http://127.0.0.1:1/b/')"],
  ['another lake', "SELECT * FROM deltaLake('http://127.0.0.1:1/b/')"],
  ['input of the session', "SELECT * FROM input('a String')"],
];

const change = (trace: string): readonly (readonly [string, string])[] => [
  ['write a file', `SELECT 1 INTO OUTFILE '${trace}'`],
  ['write a file behind a comment', `SELECT 1 INTO/**/OUTFILE '${trace}'`],
  ['write a file, truncating', `SELECT 1 INTO OUTFILE '${trace}' TRUNCATE FORMAT TSV`],
  ['insert into a file', `INSERT INTO FUNCTION file('${trace}', 'TSV', 'a String') SELECT 'x'`],
  ['insert', 'INSERT INTO hostile_canary VALUES (9)'],
  ['insert from a file', `INSERT INTO hostile_canary FROM INFILE '${trace}' FORMAT TSV`],
  ['drop a table', 'DROP TABLE hostile_canary'],
  ['drop the database', 'DROP DATABASE matoi'],
  ['truncate', 'TRUNCATE TABLE hostile_canary'],
  ['delete', 'DELETE FROM hostile_canary WHERE 1'],
  ['mutate', 'ALTER TABLE hostile_canary DELETE WHERE 1'],
  ['update', 'ALTER TABLE hostile_canary UPDATE n = 0 WHERE 1'],
  ['rename', 'RENAME TABLE hostile_canary TO gone'],
  ['exchange', 'EXCHANGE TABLES hostile_canary AND hostile_canary'],
  ['detach', 'DETACH TABLE hostile_canary'],
  ['create a table', 'CREATE TABLE x (a Int8) ENGINE = Memory'],
  ['create a temporary table', 'CREATE TEMPORARY TABLE x (a Int8)'],
  ['create a table on a file', `CREATE TABLE x (a String) ENGINE = File(TSV, '${trace}')`],
  ['create a function', 'CREATE FUNCTION f AS (x) -> x'],
  ['create a user', "CREATE USER u IDENTIFIED BY 'p'"],
  ['grant', 'GRANT ALL ON *.* TO default'],
  ['attach', `ATTACH TABLE x FROM '${trace}' (a Int8) ENGINE = Memory`],
  ['optimize', 'OPTIMIZE TABLE hostile_canary FINAL'],
  ['back up', `BACKUP TABLE hostile_canary TO File('${trace}')`],
  ['restore', `RESTORE TABLE hostile_canary FROM File('${trace}')`],
  ['kill others', 'KILL QUERY WHERE 1'],
  ['stop the engine', 'SYSTEM SHUTDOWN'],
  ['flush', 'SYSTEM FLUSH LOGS'],
  ['use another database', 'USE system'],
  ['open the door', 'SET readonly = 0'],
  ['lift the limit', 'SET max_execution_time = 0'],
  ['lift readonly in the question', 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000) SETTINGS readonly = 0'],
  ['lift the time in the question', 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000) SETTINGS max_execution_time = 0'],
  ['lift the memory in the question', 'SELECT groupArray(number) FROM numbers(2000000000) SETTINGS max_memory_usage = 0'],
  ['second statement', 'SELECT 1; DROP TABLE hostile_canary'],
  ['second statement behind a comment', 'SELECT 1 /* */ ; /* */ DROP TABLE hostile_canary'],
  ['second statement, read only', 'SELECT 1; SELECT 2'],
  ['statement behind EXPLAIN', 'EXPLAIN SELECT 1; DROP TABLE hostile_canary'],
  ['nothing', ''],
  ['only a comment', '-- SELECT 1'],
  ['text without an end', "SELECT 'a"],
  ['comment without an end', 'SELECT 1 /*'],
];

const exhaust: readonly (readonly [string, string])[] = [
  ['count for ever', 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)'],
  ['count for ever, all cores', 'SELECT sum(sipHash64(number)) FROM numbers_mt(10000000000000) SETTINGS max_threads = 64'],
  ['never ends', 'SELECT max(sipHash64(number)) FROM system.numbers'],
  ['never ends, all cores', 'SELECT uniqExact(sipHash64(number)) FROM system.numbers_mt'],
  ['a cross join', 'SELECT count() FROM numbers(1000000) AS a, numbers(1000000) AS b WHERE sipHash64(a.number, b.number) = 0'],
  ['three cross joins', 'SELECT sum(a.number * b.number * c.number) FROM numbers(100000) AS a, numbers(100000) AS b, numbers(100000) AS c'],
  ['a join of everything', 'SELECT count() FROM numbers(100000000) AS a JOIN numbers(100000000) AS b ON a.number = b.number'],
  ['all in one array', 'SELECT groupArray(number) FROM numbers(2000000000)'],
  ['one long text', "SELECT length(repeat('x', 9000000000))"],
  ['many long texts', 'SELECT groupArray(repeat(toString(number), 1000)) FROM numbers(100000000)'],
  ['arrays of arrays', 'SELECT arrayMap(x -> range(100000), range(100000))'],
  ['a wide range', 'SELECT range(4000000000)'],
  ['a sort', 'SELECT number FROM numbers(3000000000) ORDER BY sipHash64(number), number LIMIT 1000000000'],
  ['many groups', 'SELECT sipHash64(number) AS k, groupArray(number) FROM numbers(3000000000) GROUP BY k'],
  ['all different', 'SELECT count() FROM (SELECT DISTINCT sipHash64(number) FROM numbers(5000000000))'],
  ['a window over all', 'SELECT sum(number) OVER (ORDER BY sipHash64(number)) FROM numbers(1000000000)'],
  ['a huge answer', "SELECT number, repeat('x', 1000) AS t FROM numbers(100000000)"],
  ['a huge answer, one cell', "SELECT arrayStringConcat(arrayMap(x -> repeat('y', 1000), range(2000000)))"],
  ['a recursion', 'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT sum(n) FROM t'],
  ['a costly expression', "SELECT count() FROM numbers(100000000000) WHERE match(toString(number), '(a*)*b(c|d)*e{3,9}')"],
  ['a counted expression', "SELECT match(repeat('a', 1000000), '((a{1,100}){1,100}){1,100}b')"],
  [
    'a thousand expressions',
    `SELECT multiMatchAny(toString(number), [${Array.from({ length: 500 }, (_, at) => `'(a${at}.*){1,50}b'`).join(',')}]) FROM numbers(1000000000)`,
  ],
  [
    'fuzzy search',
    `SELECT multiFuzzyMatchAny(toString(number), 5, [${Array.from({ length: 200 }, (_, at) => `'${'abcdefgh'.repeat(10)}${at}'`).join(',')}]) FROM numbers(1000000000)`,
  ],
  ['brackets', `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`],
  ['nested calls', `SELECT ${'negate('.repeat(5000)}1${')'.repeat(5000)}`],
  ['nested questions', `${'SELECT * FROM ('.repeat(1000)}SELECT 1${')'.repeat(1000)}`],
  ['nested arrays', `SELECT ${'['.repeat(3000)}1${']'.repeat(3000)}`],
  ['a long sum', `SELECT ${Array.from({ length: 200_000 }, () => '1').join('+')}`],
  ['a union of thousands', `SELECT sum(n) FROM (${Array.from({ length: 20_000 }, (_, at) => `SELECT ${at} AS n`).join(' UNION ALL ')})`],
  [
    'names that double',
    `WITH ${Array.from({ length: 60 }, (_, at) => (at === 0 ? '1 AS a0' : `(a${at - 1} + a${at - 1} + rand(a${at - 1})) AS a${at}`)).join(', ')} SELECT a59`,
  ],
  ['sleep', 'SELECT sleep(3)'],
  ['sleep for each', 'SELECT sleepEachRow(1) FROM numbers(100)'],
  ['a random table', "SELECT count() FROM generateRandom('a Array(Array(String))', 1, 1000000, 1000000) WHERE NOT ignore(a)"],
];

const odd: readonly (readonly [string, string])[] = [
  ['a table that is not there', 'SELECT * FROM nowhere'],
  ['a name that is not there', 'SELECT nothing'],
  ['half a question', 'SELECT ('],
  ['other language', 'FROM x WHERE y RETURN z'],
  ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919 + 13) % 256)).toString('latin1')],
  ['a million blanks, then nothing', ' '.repeat(1_000_000)],
  ['divide by nothing', 'SELECT intDiv(1, 0)'],
  ['a wrong type', "SELECT toUInt8('x')"],
  ['throw', "SELECT throwIf(1, 'x')"],
  ['an address of the program', 'SELECT addressToLine(1)'],
  ['a trap', "SELECT trap('access violation')"],
];

/** `canary` is a file that must not be read, `trace` one that must not come into being. */
export function hostileQuestions(canary: string, trace: string): readonly Hostile[] {
  const of =
    (code: readonly string[] | null) =>
    ([name, sql]: readonly [string, string]): Hostile =>
      code === null ? { name, sql } : { name, sql, code };
  return [
    ...reach(canary).map(of(refused)),
    ...change(trace).map(of(null)),
    ...exhaust.map(of([...spent, ...refused])),
    ...odd.map(of(refused)),
  ];
}
