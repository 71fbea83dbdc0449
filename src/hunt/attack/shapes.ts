// SPDX-License-Identifier: Apache-2.0
// Shapes that a request takes when somebody tries something. Each is grammar that an interpreter would act upon, made of
// classes of signs and words, and each is named so that a person can judge it: a shape is a sign, never a proof.
// Patterns keep to what RE2 and ECMAScript share, over text in lower case.
import { phpFunctions, secretPlaces, sqlFunctions, tellingCommands, unixCommands, windowsCommands } from './words.ts';

export type Shape = {
  readonly name: 'traversal' | 'shell' | 'sql' | 'script' | 'template' | 'code' | 'include' | 'break';
  readonly patterns: readonly string[];
  /** What of it is a sign in a referrer or user agent too, where prose, addresses and semicolons are ordinary. */
  readonly elsewhere: readonly string[];
};

const any = (words: readonly string[]) => `(?:${words.join('|')})`;
const command = `(?:[\\w./?*~-]*/)?${any([...new Set([...unixCommands, ...windowsCommands])])}[\\d.]*(?:\\.exe|\\.com|\\.bat)?`;
const ends = String.raw`(?:[\s;|&<>\x60)}$,]|$)`;
/** How an argument of a program begins, and a word of prose hardly ever does. */
const argument = String.raw`(?:-{1,2}[a-z\d]|[/~.$*<>|&;\x60][\w/.({'"-]|https?:|\d{1,3}\.\d|['"][/\w-])`;

const shellshock = String.raw`\(\s*\)\s*\{\s*[:_\w]?`;
const jndi = String.raw`\$\{[^}]{0,200}(?:jndi|:-|lower|upper|env:|sys:|java:)`;

export const shapes: readonly Shape[] = [
  {
    name: 'traversal',
    patterns: [
      String.raw`\.\.+[\\/]|[\\/]\.\.+(?:[\\/;]|$|[?&\s])|\.\.;/|=\.\.(?:$|[&\s])`,
      String.raw`%(?:25)*(?:c0%(?:25)*(?:ae|af|2e|2f)|c1%(?:25)*(?:9c|1c)|e0%(?:25)*80%(?:25)*af|u002e|u2215|u2216|uff0e)|0x2e0x2e|%%32%65`,
      secretPlaces,
    ],
    elsewhere: [String.raw`\.\.[\\/]\.\.[\\/]|/etc/(?:passwd|shadow|group|hosts)\b|/proc/self/`],
  },
  {
    name: 'shell',
    patterns: [
      // A separator, then a program.
      String.raw`(?:[;|\x60\n\r]|&&|&\s|[$<>]\(|\$\{|[({]\s)\s*(?:[!({]\s*|\w{1,40}=\S*\s+)*${command}${ends}`,
      // A single & is followed by the next parameter as a rule: only a program with an argument tells.
      String.raw`&\s*${command}\s+${argument}`,
      // A value that is a call.
      String.raw`[=?/]\s*['"(]*\s*${command}\s+${argument}`,
      String.raw`=\s*['"]?${any(tellingCommands)}['"]?(?:[\s;|&<>]|$)`,
      // Expansions that have no place in an address.
      String.raw`\$\([^)]|\$\{?ifs\b|\$\{[#!@*\w]|\x60[^\x60]{1,200}\x60|\w\$[@*!?]\w|\$[@*!#?][^\w&=]|\{[\w./-]+(?:,[^,}\s]+)+\}|\$'\\`,
      // Redirections and here-strings.
      String.raw`\d?>&\d|<<<|[<>]\s*/(?:dev|tmp|etc|var|bin|home)|>>\s*[\w./]|[<>]\(\s*\w`,
      // Globs in place of letters of a path.
      String.raw`/[a-z]*[?*\[][a-z?*\[\]]*/[a-z?*\[\]]*[?*\[a-z]|/\?{2,}|/[a-z]{1,12}/[a-z]*[*?][a-z*?]+(?:\s|$)`,
      // Control words.
      String.raw`\bfor\s+\S{1,40}\s+in\b|;\s*(?:do|then|done|fi|esac|elif|else)\b|\b(?:if|while|until)\s*\[+\s|\w+\s*\(\s*\)\s*\{`,
      // Windows.
      String.raw`%(?:comspec|programfiles|systemroot|windir|path|pathext|os|temp|tmp|userprofile|username|appdata|cd)(?::[^%]{0,40})?%|\bcmd(?:\.exe|\.com)?\s*/[a-z]|\bfor\s+/[dflr]\s|\bif\s+(?:/i\s+)?(?:not\s+)?(?:exist|defined|errorlevel|cmdextversion)\b`,
      String.raw`\b(?:powershell|pwsh)(?:\.exe)?\s|\s-(?:enc|encodedcommand|noprofile|nop|executionpolicy|windowstyle)\b|\b(?:add|clear|convertto|copy|export|foreach|format|get|import|invoke|measure|move|new|out|read|receive|register|remove|rename|resolve|restart|select|send|set|sort|start|stop|suspend|tee|test|wait|where|write)-(?:acl|aduser|alias|childitem|ciminstance|clipboard|command|computer|content|credential|csv|culture|date|drive|eventlog|event|executionpolicy|expression|file|help|history|host|hotfix|item|itemproperty|job|list|location|member|module|mppreference|netipaddress|object|output|path|process|psdrive|random|restmethod|scheduledtask|service|session|string|table|tracesource|transcript|type|unique|variable|webrequest|wmiobject)\b`,
      shellshock,
    ],
    elsewhere: [
      shellshock,
      String.raw`\$\([^)]{1,200}\)|\$\{ifs\}|\x60[^\x60]{1,200}\x60`,
      String.raw`(?:[;|]|&&)\s*${command}\s+${argument}`,
    ],
  },
  {
    name: 'sql',
    patterns: [
      String.raw`\bunion\b[\s(/*!\d'\x22]*(?:all|distinct(?:row)?)?[\s(/*!\d'\x22]*select\b|\bselect\b.{1,200}\b(?:from|into|where|limit|union)\b|\bselect\s*(?:@|\*|\(|\d|['"\x60]|\w+\s*\(|top\s|distinct\s|all\s|null\b|case\b)|\(\s*select\b`,
      String.raw`\b${any(sqlFunctions)}\s*\(|\bwaitfor\s+(?:delay|time)\b|\bprocedure\s+analyse\b|\binto\s+(?:out|dump)file\b|\bload\s+(?:data|file)\b`,
      String.raw`@@\w|\b(?:information_schema|pg_catalog|pg_\w+|sysobjects|syscolumns|sysibm|all_tables|user_tables|user_users|sqlite_(?:master|schema|version)|msysobjects|mysql\.\w+|xp_\w+|sp_\w+|dbms_\w+|utl_\w+|master\.\.|sys\.\w+|performance_schema|db_name|tempdb|northwind)\b`,
      // Something that is always true, or compares with itself.
      String.raw`(?:\b(?:or|and|xor|not|having|where|when|div|mod|rlike|regexp)\b|\|\||&&|!)[\s+(!~-]*['"\x60]?[\w@.%-]*['"\x60]?\s*\)*\s*(?:[=<>!]=?|<=>|\b(?:like|rlike|regexp|is|in|between|sounds)\b)`,
      String.raw`\b(?:or|and|xor|having|rlike)\b[\s+(!~-]+(?:\d+|true|false|null|not|['"\x60].{0,40}['"\x60]|sleep|exists)\b`,
      // A quote that ends a value, then grammar.
      String.raw`['"\x60´’]\s*\)*\s*(?:(?:or|and|xor|union|having|order|group|limit|like|rlike|regexp|div|mod|between|where|procedure|into|is|in|not|as|collate|sounds|when|then|end|select|from)\b|\|\||&&|[=<>!]+|--|#|/\*|;|[+*/%^~|&-]\s*['"\x60(\d\w])`,
      String.raw`\?.*=[^&]{0,60}['"\x60]\s*$`,
      String.raw`/\*.{0,200}?\*/|/\*!|[\d'"\x60)]\s*(?:--|#|;\x00)\s*(?:[-+\w]{0,8})$|--[\s+]|;\s*--`,
      String.raw`;\s*(?:select|insert|update|delete|drop|create|alter|truncate|exec|execute|declare|shutdown|grant|revoke|call|merge|replace|rename|set|begin|commit|rollback|waitfor|copy|handler|prepare|use|desc|if)\b`,
      String.raw`\b(?:insert|replace|merge)\s+(?:\w+\s+)?into\b|\bdelete\s+from\b|\bupdate\s+.{1,80}\sset\s|\b(?:drop|create|alter|truncate|rename)\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|database|view|index|function|procedure|trigger|user|schema|role|sequence)\b|\b(?:order|group)\s+by\s+[\w'"(]|\bcase\s+when\b|\bexists\s*\(|\bexec(?:ute)?\s*[(@]|\bhaving\s+[\w'"(]|\blimit\s+\d+\s*(?:,|offset)|\balter\s+\w+|\bdeclare\s+@`,
      String.raw`\b0x[\da-f]{6,}|\bx'[\da-f]{2,}'|\bn?char\s*\(\s*\d+|::(?:jsonb?|text|int|bytea|regclass)\b|['"}\]]\s*(?:->>?|#>>?|@>|<@)\s*['"{\[$]`,
      // Stores that are asked in JSON or by a filter.
      String.raw`\[\$[a-z]{2,12}\]|['"]?\$(?:ne|eq|gte?|lte?|n?in|n?or|and|not|where|regex|exists|expr|function|type|size|mod|all|elemmatch)['"]?\s*:|\)\s*\(\s*[|&!]|[|&!]\s*\(\s*\w+[~<>]?=|\*\s*\)\s*\(|\)\(\w+=`,
    ],
    elsewhere: [
      String.raw`\bunion\s+(?:all\s+|distinct\s+)?select\b|['"]\s*(?:or|and)\s+['"\d(][^&]{0,40}=|\b(?:sleep|benchmark|pg_sleep|extractvalue|updatexml|load_file)\s*\(|\bwaitfor\s+delay\b|\binformation_schema\b|\(\s*select\b`,
    ],
  },
  {
    name: 'script',
    patterns: [
      // Any markup, complete or broken off.
      String.raw`<\s*[/!?%]?\s*[a-z][\w:.-]{0,40}(?:[\s/>\x0b\x0c'"=(]|$)|<!(?:--|\[cdata|doctype|entity|element)|-->|<\?xml|[¼＜]/?script`,
      // Attributes that run something, wherever the tag is.
      String.raw`[\s"'\x60/;<,]on[a-z]{3,30}[\s\x0b\x0c]*=|\b(?:srcdoc|formaction|xlink:href|background|lowsrc|dynsrc|http-equiv)\s*=|\b(?:style|href|src|action)\s*=\s*['"]?\s*(?:javascript|data|vbscript|expression|[^&]{0,60}(?:expression|url)\s*\()`,
      String.raw`j[\s\x00]*a[\s\x00]*v[\s\x00]*a[\s\x00]*s[\s\x00]*c[\s\x00]*r[\s\x00]*i[\s\x00]*p[\s\x00]*t[\s\x00]*(?::|&colon|&#)|(?:vb|live)script\s*:|data\s*:\s*(?:text|image|application)/|-moz-binding|behaviou?r\s*:|@import|\bexpression\s*\(|\burl\s*\(\s*['"]?\s*(?:javascript|data)`,
      String.raw`\b(?:document|window|self|top|parent|frames|globalthis|navigator|localstorage|location)\s*(?:\.\s*[a-z]|\[\s*['"\x60\w])|\b(?:alert|confirm|prompt|eval|settimeout|setinterval|setimmediate|atob|btoa|fetch|function|import|unescape|decodeuricomponent|xmlhttprequest|tostring|valueof|string\.fromcharcode)\s*(?:\(|\x60|/\*)|\.\s*(?:innerhtml|outerhtml|cookie|fromcharcode|appendchild|insertadjacenthtml|addeventlistener|srcdoc|constructor|defaultview|domain|write(?:ln)?)\b`,
      String.raw`&#x?[\da-f]{1,7};?|&(?:lt|gt|quot|colon|tab|newline|lpar|rpar);|\\u00[0-7][\da-f]|\\u\{[\da-f]+\}|\\x[0-7][\da-f]|\+adw-|[\[\]()!+]{12,}|=>\s*[\w({]|\bnew\s+function\b|\bthrow\s+\w|\bvar\s+\w+\s*=|[;'"]\s*\w+\s*\([^)]{0,80}\)\s*(?:;|//|$)|\{\s*\w+\s*\(`,
    ],
    elsewhere: [
      String.raw`<\s*/?(?:script|iframe|svg|img|object|embed|body|style|meta|link)\b|javascript\s*:|\bon(?:error|load|click|mouseover|focus)\s*=`,
    ],
  },
  {
    name: 'template',
    patterns: [
      String.raw`\$\{|\$%7b|\{\{|\{%|[#*@~%]\{|<%|\[\[\s*\$\{|<#\w`,
      String.raw`__(?:class|proto|globals|builtins|import|mro|subclasses|init|dict|base|bases|getattribute|definegetter|lookupgetter)__|\bconstructor\s*[.\[(]|prototype\s*[.\[]|\bprocess\s*\.\s*(?:env|mainmodule|binding|exit|version|argv)|\brequire\s*\(|child_process|\b(?:spawn|execfile|fork)(?:sync)?\s*\(|\breadfile(?:sync)?\b|\bglobal\s*\.|_\$\$nd_func`,
      String.raw`\bjava(?:x?\.\w+\.|\.(?:lang|io|util|net|nio|beans)\b)|\b(?:org|com|sun)\.(?:apache|springframework|sun|mchange|thoughtworks|codehaus|hibernate|opensymphony)\.|runtime\s*\.\s*getruntime|getruntime\b|processbuilder|\bognl\b|class\.?loader|class\.module|getclass\s*\(|#_?memberaccess|#context\b|xwork|\bro0ab|aced0005|\bjava\.naming|serializable|objectinputstream|scriptengine`,
      String.raw`\bfile\.(?:open|read|write|new)|\bio\.popen|\bos\.(?:system|popen|execute|environ)|\bsubprocess\b|\bkernel\.(?:open|exec)|\bqx\s*[({/!|]|\bsystem\s*[({'"]|%x[({]|\bprocess\.(?:spawn|start)|@\{`,
      jndi,
    ],
    elsewhere: [jndi, String.raw`\{\{.{0,100}\}\}|%\{.{0,40}\(|__class__|getruntime`],
  },
  {
    name: 'code',
    patterns: [
      String.raw`<\?(?:php|=|\s|$)|\[/?php\]|\?>|\b(?:php|phar|zip|zlib|bzip2|expect|glob|ogg|rar|ssh2(?:\.\w+)?|compress\.\w+)://|data:[^,&]{0,60};\s*base64|\bphp://(?:input|filter|fd|memory|temp|std\w+|output)`,
      String.raw`\b${any(phpFunctions)}\s*(?:/\*.{0,40}\*/|//[^\n]{0,40}\n|#[^\n]{0,40}\n)*\s*\(|\b[a-z][a-z\d]*(?:_[a-z\d]+)+\s*['"]?\)?\s*\(|['"\])]\s*\(\s*['"$\w\])]`,
      String.raw`\$_(?:get|post|request|cookie|server|files|session|env)\b|\$globals\b|\$http_(?:raw_post_data|(?:get|post|cookie|server|env|session)_vars)|\$argv\b|\$\{?[a-z_]\w{0,40}\}?\s*(?:\(|\[|\{|=|->)|\$\$[a-z_{]|\$[a-z_]\w*\s*;`,
      String.raw`\b[oc]:\+?\d+:|\ba:\d+:\{|\bs:\d+:"|\bb:[01];|\bi:\d+;`,
      String.raw`\b(?:allow_url_(?:include|fopen)|auto_(?:ap|pre)pend_file|disable_functions|disable_classes|open_basedir|safe_mode\w*|display_errors|error_reporting|suhosin\.\w+|cgi\.\w+|session\.\w+|extension_dir|include_path|magic_quotes_\w+|register_globals|zend_extension|output_handler|sendmail_path|user_ini\.\w+|opcache\.\w+|log_errors|error_log|memory_limit|max_execution_time|mail\.\w+|mysql\.\w+|pcre\.\w+)\s*(?:=|$|[&+\s])|\?-[a-z]\b|&-d\s`,
      String.raw`\.ph(?:p\d?|tml|ar|t|ps)[.\x00/;]|['"]\s*\.\s*['"(]|\b(?:system|exec|passthru|eval|assert|phpinfo)\b\s*[;'"]`,
    ],
    elsewhere: [String.raw`<\?(?:php|=)|\b(?:system|passthru|shell_exec|phpinfo|base64_decode|assert)\s*\(|\bo:\d+:"`],
  },
  {
    name: 'include',
    patterns: [
      String.raw`=\s*(?:https?|ftps?|sftp)(?::|%3a)[\\/]{1,3}`,
      String.raw`\b(?:gopher|dict|ldaps?|rmi|file|jar|netdoc|tftp|smb|mailto|view-source|url|iax|jms|cvs|git|svn|expect)(?::|%3a)[\\/]{1,3}`,
      String.raw`\b169\.254\.169\.254\b|metadata\.google|\[(?:::1?|::ffff:[^\]]+|0:0:0:0:[^\]]+|fd00:[^\]]+)\]|//(?:localhost|127\.\d|0x[\da-f]+|0\d{2,3}\.|\d{8,10}\b|0\.0\.0\.0|\w+@)|\.(?:nip|xip|sslip)\.io\b|=\s*\\\\\w`,
    ],
    elsewhere: [],
  },
  {
    name: 'break',
    patterns: [
      String.raw`\x00|[\r\n]\s*(?:[a-z][a-z-]{1,40}\s*:|http/\d|<|(?:get|post|head|put|delete|options|connect)\s)`,
      String.raw`[\r\n]\s*(?:\w{1,8}\s+)?(?:helo|ehlo|mail\s+from|rcpt\s+to|vrfy|expn|quit|noop|rset|data|starttls|auth\s|login\s|capability|fetch\s|select\s|uid\s|retr\s|dele\s|list\b|stat\b|user\s|pass\s|apop\s|top\s|uidl\b)`,
    ],
    elsewhere: [],
  },
];
