// SPDX-License-Identifier: Apache-2.0
// What a database would act upon.
import type { Shape } from './shape.ts';
import { any, sqlOrdinary, sqlTelling } from './words.ts';

/** A number or letter compared with itself; the expression language has no way to say "the same again". */
const itself = [...'0123456789'].map((one) => `${one}\\s*=\\s*${one}`).join('|');

/** Names that other languages of questions use too: what they are given, or what follows, must be a database's. */
const ordinary = String.raw`\?.*=.*\b${any(sqlOrdinary)}\((?:\s*\)|[^()]{0,80}\)\s*(?:[=<>!]|--|#)|\s*(?:\w{1,40}\s*,\s*)?(?:['"@]|0x|\d+\s*[,)]|select\b)|[^()]{0,80}\b${any([...sqlOrdinary, ...sqlTelling])}\()`;

export const sqlShape: Shape = {
  name: 'sql',
  patterns: [
    String.raw`(?:\b|\d|\de\d*)(?:union|except|intersect|minus)\b[\s\x0b(/*!\d'"]*(?:all|distinct(?:row)?)?[\s\x0b(/*!\d'"]*(?:select\b|values\s*\()|\bselect\b[^&]{0,200}[*,(@'\x22\x60\d.|][^&]{0,200}\b(?:from|into|where|limit|union)\b|['\x22)\d;]\s*select\b|\bselect[\s\x0b]*(?:@|\*|\(|\d|\.|['"\x60]|\w+\s*\(|top\s|distinct\s|all\s|null\b|case\b)|\([\s\x0b]*select\b|=\s*select\s+[\w.]+(?:\s*,\s*[\w.]+)*\s+from\s+[\w.]+\s*(?:$|[;&)]|where\b)|\bcount\s*\(\s*\*|\bif\s*\(\s*[\w'"]{1,20}\s*[<>=]|\bgrant\s+\w+\s+on\s+\S{1,60}\s+to\b`,
    String.raw`\b${any(sqlTelling)}(?:\(|\s+\([\d'"@(])|${ordinary}|\bwaitfor\s+(?:delay|time)\b|\bprocedure\s+analyse\b|\binto\s+(?:out|dump)file\b|\bload\s+(?:data|file)\b`,
    String.raw`@@\w|\b(?:information_schema|pg_catalog|pg_\w+|sysobjects|syscolumns|sysibm|all_tables|user_tables|user_users|sqlite_(?:master|schema|version)|msysobjects|mysql\.\w+|xp_\w+|sp_\w+|dbms_\w+|utl_\w+|master\.\.|sys\.\w+|performance_schema|db_name|tempdb|northwind)\b`,
    // Something that is always true, or compares with itself.
    String.raw`(?:\b(?:or|and|xor|not|having|where|when|div|mod|rlike|regexp)\b[\s\x0b+(!~'"\x60]|\|\||&&)[\s\x0b+(!~]*['"\x60]?[\w@.%-]*['"\x60]?\s*\)*\s*(?:[=<>]|!=|\b(?:like|rlike|regexp|is|between|sounds)\b|\bin\s*\()`,
    String.raw`\b(?:or|and|xor|having|rlike)\b[\s\x0b+(!~][\s\x0b+(!~-]*(?:\d+(?:\s*[-+*/=<>)]|\s*$|\s*&|\s*--)|(?:true|false|null)\b|not\s*[(\d'"]|['"\x60].{0,40}['"\x60]|sleep\b|exists\b)`,
    `[=,(\\s](?:${itself})(?:\\D|$)`,
    // A quote that ends a value, then grammar.
    String.raw`['"\x60´’]\s*\)*\s*(?:(?:or|and|xor|union|having|order|group|limit|like|rlike|regexp|glob|div|mod|between|where|procedure|into|is|in|not|as|collate|sounds|when|then|end|select|from)\b|\|\||&&|[=<>!]+|--|#|/\*|;\s*(?:$|&|--|#)|[+*/%^~|&-]\s*['"\x60(\d])|['"\x60][+*/%^~|&-]\w|=\d+['"]\s*['"]`,
    String.raw`\?.*=[^&]{0,60}['"\x60]\s*$`,
    String.raw`/\*.{0,200}?\*/|/\*!|['"\x60)]\s*(?:--|#|;\x00)\s*(?:[-+\w]{0,8})$|\d\s*(?:--|#|;\x00)\s*$|--[\s+]|;\s*--`,
    String.raw`;\s*(?:select|insert|update|delete|drop|create|alter|truncate|exec|execute|declare|shutdown|grant|revoke|call|merge|replace|rename|set|begin|commit|rollback|waitfor|copy|handler|prepare|use|desc|if)\b`,
    String.raw`\b(?:insert|replace|merge)\s+(?:\w+\s+)?into\b|\bdelete\s+from\b|\bupdate\s+.{1,80}\sset\s|\b(?:drop|create|alter|truncate|rename)\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|database|view|index|function|procedure|trigger|user|schema|role|sequence)\b|\b(?:order|group)\s+by\s+(?:[\d'"(]|\w+\s*(?:[(,;]|--|#|asc\b|desc\b|limit\b))|\bcase\s+when\b|\bexists\s*\(|\bexec(?:ute)?\s*[(@]|\bhaving\s+(?:[\d'"(]|\w+\s*[(=<>])|\blimit\s+\d+\s*(?:,|offset)|\balter\s+\w+|\bdeclare\s+@|\blike\s+(?:null\b|['"(%])|\)\s*like\s*\(|\bif\(\s*\d+\s*=`,
    String.raw`[,(\s]0x[\da-f]{4,}|\bx'[\da-f]{2,}'|@\w*\s*:=|\bconvert\s*\([^()]{1,80}\busing\s+\w|\d\s+(?:div|mod|xor)\s+\(?\d|\bn?char\s*\(\s*\d+|::(?:jsonb?|text|int|bytea|regclass)\b|['"}\]]\s*(?:->>?|#>>?|@>|<@)\s*['"{\[$]|=\d\.\d{10,}e-3\d\d\b`,
    // Stores that are asked in JSON or by a filter.
    String.raw`\[\$[a-z]{2,12}\]|['"]?\$(?:ne|eq|gte?|lte?|n?in|n?or|and|not|where|regex|exists|expr|function|type|size|mod|all|elemmatch)['"]?\s*:|\)\s*\(\s*[|&!]|[|&!]\s*\(\s*\w+[~<>]?=|\*\s*\)\s*\(|\)\(\w+=|\bdb\.\w{1,40}\.(?:find|insert|remove|update|drop|aggregate)\w*\s*\(|['"\x60]\s*;\s*return\b|\bthis\.\w{1,40}\s*(?:[=!]=|\|\||&&|\.\s*match\b)`,
    // Paths of XML, and their functions.
    String.raw`\]\s*\|\s*//|//\*\s*\[|\b(?:string-length|local-name|namespace-uri|substring-before|substring-after|normalize-space|starts-with|name|count|string|contains|position)\s*\(\s*\.?(?:/|//|@)[\w*@/]`,
  ],
  elsewhere: [
    String.raw`\bunion\s+(?:all\s+|distinct\s+)?select\b|['"]\s*(?:or|and)\s+['"\d(][^&]{0,40}=|\b(?:sleep|benchmark|pg_sleep|extractvalue|updatexml|load_file)\s*\(|\bwaitfor\s+delay\b|\binformation_schema\b|\(\s*select\b`,
  ],
};
