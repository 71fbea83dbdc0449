// SPDX-License-Identifier: Apache-2.0
// What an interpreter on the server would run: template engines, JavaScript, Java and their kin; PHP; addresses and
// files that it would open; line breaks that end a protocol's command.
import type { Shape } from './shape.ts';
import { any, phpFunctions, phpTelling, secretPlaces } from './words.ts';

const jndi = String.raw`\$\{[^}]{0,200}(?:jndi|:-|lower|upper|env:|sys:|java:)`;
/** Inside a template's brackets a bare name is only an unfilled page; a call, an operator or an index is a program. */
const busy = String.raw`[^{}]{0,200}(?:[(*|'"/\[=]|\d\s*[-+]\s*\d|__|\.\w+\.|\b(?:config|self|_self|this|settings|class|runtime)\b)`;

export const templateShape: Shape = {
  name: 'template',
  patterns: [
    String.raw`\$\{${busy}|\{\{${busy}|\{%|[#*@~%]\{${busy}|<%[^%]{0,200}[(*|'"/\[]|\[\[\s*\$\{|<#\w`,
    String.raw`__(?:class|proto|globals|builtins|import|mro|subclasses|init|dict|base|bases|getattribute|definegetter|lookupgetter)__|\bconstructor\s*[.\[(]|\[(?:constructor|prototype)\]|prototype\s*[.\[]|\bprocess\s*(?:\.\s*(?:env|mainmodule|binding|exit|version|argv)|\[)|\brequire\s*[(\[]|\bmodule\s*\.\s*exports|\bconsole\s*\.\s*(?:log|info|warn|error|debug|trace|dir)\b|child_process|\b(?:spawn|execfile|fork)(?:sync)?\s*\(|\breadfile(?:sync)?\b|\bglobal(?:this)?\s*[.\[]\s*['"\x60a-z]|"constructor"\s*:\s*\{|\bres(?:ponse)?\s*\.\s*(?:end|send|write|writehead|json|redirect)\s*\(|_\$\$nd_func|__js_function`,
    String.raw`\b(?:while|for)\s*\(\s*(?:[-+!(]|\d|true\b|new\s|this\b|infinity\b|string\b|var\s|let\s|;)`,
    String.raw`\bjavax?\.(?:\w+\.|(?:lang|io|util|net|nio|beans|naming|script|management|el|servlet)\b)|\b(?:freemarker|groovy|velocity|kotlin|scala)\.\w+[.\w]*|\b(?:org|com|sun)\.(?:apache|springframework|sun|mchange|thoughtworks|codehaus|hibernate|opensymphony)\.|runtime\s*\.\s*getruntime|getruntime\b|processbuilder|\bognl\b|class\.?loader|class\.module|getclass\s*\(|#_?memberaccess|#context\b|xwork|\bro0ab|aced0005|\bjava\.naming|serializable|objectinputstream|scriptengine`,
    String.raw`\bfile\.(?:open|read|write|new)|\bio\.(?:p?open|lines|read|write|sysopen|binread)\b\s*[('"\s]|\bobject\.(?:prototype|assign|defineproperty|setprototypeof)\b|\bos\.(?:system|popen|execute|environ)|\bsubprocess\b|\b(?:erb|yaml|marshal|psych|c?pickle|jsonpickle|dill|shelve|open3|pty|dir|fileutils|tempfile)\s*(?:\.|::)\s*[a-z_]{2,20}\s*[('"]|\b(?:public_send|__send__|send|instance_eval|class_eval|module_eval|instance_variable_get|const_get|constantize|define_method)\s*[(:]\s*[:'"]?[a-z]|\b(?:globals|locals|getattr|setattr|delattr|vars|compile|breakpoint|execfile)\s*\(|[=(,\s]lambda\s*[\w,\s*]{0,40}:\s*\S|\bkernel\.(?:open|exec)|\bqx\s*[({/!|]|\bsystem\s*[({'"]|%x[({]|\bprocess\.(?:spawn|start)|@\{|@\(\s*['"\d(]|\[#(?:ftl|assign|list|if|include)\b|\b(?:server\.)?createobject\s*\(|\bwscript\.shell\b|\bexecuteglobal\b`,
    jndi,
  ],
  elsewhere: [jndi, String.raw`\{\{.{0,100}\}\}|%\{.{0,40}\(|__class__|getruntime`],
};

export const phpShape: Shape = {
  name: 'code',
  patterns: [
    // Names of processing instructions of XML begin with an x by custom; PHP's own tag never does.
    String.raw`<\?(?:php|=|\s|$|[a-wyz]\w{0,40}\s*(?:[("'\x60$;?]|\w+\s*=)|xml\s*:)|[\[{]/?\\?php[\]}]|\b(?:php|phar|zip|zlib|bzip2|expect|glob|ogg|rar|ssh2(?:\.\w+)?|compress\.\w+)://|data:[^,&]{0,60};\s*base64|\bphp://(?:input|filter|fd|memory|temp|std\w+|output)`,
    String.raw`\b${any(phpFunctions)}[\s\x0b]*(?:/\*.{0,40}\*/|//[^\n]{0,40}\n|#[^\n]{0,40}\n)*[\s\x0b]*\(|\b[a-z][a-z\d]*(?:_[a-z\d]+)+\s*['"]?\)?\s*\(|['"]\]?\(['"$\w\])]|\)\(['"$\w]|\]\(['"$\d)]|\]\[\d+\]\(`,
    `[=\\s'"(,;\\[.|&]${any(phpTelling)}(?:['"\\s,;)\\].|&(]|$)`,
    String.raw`\$_(?:get|post|request|cookie|server|files|session|env)\b|\$globals\b|\$http_(?:raw_post_data|(?:get|post|cookie|server|env|session)_vars)|\$argv\b|\$\{?[a-z_]\w{0,40}\}?\s*(?:\(|\[|\{|->)|[^?&]\$\{?[a-z_]\w{0,40}\}?\s*=|\$\$[a-z_{]|\$[a-z_]\w*\s*;|\$\s+\{\s*['"$\w]|\$\{\s*['"$]`,
    String.raw`\b[oc]:\+?\d+:|\ba:\d+:\{|\bs:\d+:"|\bb:[01];|\bi:\d+;`,
    String.raw`\b(?:allow_url_(?:include|fopen)|auto_(?:ap|pre)pend_file|disable_functions|disable_classes|open_basedir|safe_mode\w*|display_errors|error_reporting|suhosin\.\w+|cgi\.\w+|session\.\w+|extension_dir|include_path|magic_quotes_\w+|register_globals|zend_extension|output_handler|sendmail_path|user_ini\.\w+|opcache\.\w+|log_errors|error_log|memory_limit|max_execution_time|mail\.\w+|mysql\.\w+|pcre\.\w+)\s*=|\?-[a-z]\b|&-d\s`,
    String.raw`=[^&?]{0,200}\.ph(?:p\d|tml|ar|t|ps)(?:$|&)|\.ph(?:p\d?|tml|ar|t|ps)(?:\x00|;\.|\.(?:jpe?g|gif|png|bmp|pdf)\b)|['"]\s*\.\s*['"(]|\b(?:system|exec|passthru|eval|assert|phpinfo)\b\s*[;'"]`,
  ],
  elsewhere: [String.raw`<\?(?:php|=)|\b(?:system|passthru|shell_exec|phpinfo|base64_decode|assert)\s*\(|\bo:\d+:"`],
};

export const traversalShape: Shape = {
  name: 'traversal',
  patterns: [String.raw`\.\.+[\\/]|[\\/]\.\.+(?:[\\/;]|$|[?&\s])|\.\.;[/.\\]|=\.\.(?:$|[&\s])`, secretPlaces],
  written: [
    String.raw`%(?:25)*(?:c0%(?:25)*(?:ae|af|2e|2f)|c1%(?:25)*(?:9c|1c)|e0%(?:25)*80%(?:25)*af|u002e|u2215|u2216|uff0e|uff0f)|0x2e0x2e|%%32%65`,
    String.raw`\.\.+[\\/]`,
  ],
  elsewhere: [String.raw`\.\.[\\/]\.\.[\\/]|/etc/(?:passwd|shadow|group|hosts)\b|/proc/self/`],
};

export const includeShape: Shape = {
  name: 'include',
  patterns: [
    // An address that is meant to be opened: by number, with a sign-in, cut off by a question mark, or of a rare scheme.
    String.raw`=\s*(?:https?|ftps?)(?::|%3a)[\\/]{0,3}(?:\d{1,3}(?:\.\d{1,3}){3}|\d{8,10}|0x[\da-f]+|0\d{2,}|\[?[\da-f]*:[\da-f:.]+\]?|[^/?&\s]{0,80}@)|=\s*(?:https?|ftps?|file)(?::[^&?\s]*)?\?+(?:$|&)`,
    String.raw`=\s*(?:https?|ftp):(?:0x[\da-f]{8}(?:[:/?&\s]|$)|0x[\da-f]{1,2}(?:\.0x[\da-f]{1,2}){3}|\d{8,10}(?:[:/?&\s]|$)|\d{1,3}(?:\.\d{1,3}){3}|[a-wyz\[])|=\s*(?:ftps?|sftp|[a-gi-z][\w+.-]{1,20})(?::|%3a)[\\/]{2,3}|\b(?:jar|url|view-source):[a-z]+:`,
    String.raw`\b(?:gopher|dict|ldaps?|rmi|file|netdoc|tftp|smb|iax|jms|cvs|svn|expect)(?::|%3a)[\\/]{1,3}[\w.%\[-]`,
    String.raw`\b169\.254\.169\.254\b|metadata\.google|[\\/@]\[(?:::1?|::ffff:[^\]]+|0:0:0:0:[^\]]+|fd00:[^\]]+)\]|://[^/]{0,60}[①-⓿]|//(?:localhost|127\.\d|0x[\da-f]+|0\d{2,}\.?|\d{8,10}\b|0\.0\.0\.0|\w+@)|\.(?:nip|xip|sslip)\.io\b|=\s*\\\\\w|=\s*[\\/]{2}\d{1,3}(?:\.\d{1,3}){3}(?:[:/]|$)`,
    String.raw`=\s*(?:[\w-]+\.)*(?:localhost\w*|localdomain\w*|ip6-loopback|ipv?6-localhost|internal|cluster\.local|localtest\.me|lvh\.me)(?::\d+)?/`,
  ],
  elsewhere: [],
  named: {
    pattern: String.raw`[?&]([^=&?]{1,80})=\s*(?:https?)(?::|%3a)[\\/]{1,3}`,
    // Links are ordinary where a name says that a link is expected, or anything a person types.
    ordinary: String.raw`ur[il]|link|href|redirect|return|next|continue|ref|goto|back|target|dest|callback|site|home|origin|from|share|iss\b|issuer|realm|service|audience|scope|image|img|photo|avatar|feed|rss|domain|canonical|permalink|utm_|^d[lr]$|^loc(?:ation)?$|^lp$|^u$|^q$|^s$|^r$|^p$|query|search|text|title|comment|message|body|desc`,
  },
};

export const breakShape: Shape = {
  name: 'break',
  patterns: [
    // The two signs in the middle end in the bytes of a line break where a server keeps the lower byte of each only.
    String.raw`\x00|嘊|嘍|[\r\n]\s*(?:[a-z][\w-]{1,40}\s*[:=][ \t]*[^\s:=]|http/\d|<|(?:get|post|head|put|delete|options|connect)\s)|\b(?:get|post|head|put|delete|options|connect|trace)\s+(?:https?:/)?/\S*\s+http/\d`,
    String.raw`[\r\n]\s*(?:\w{1,8}\s+)?(?:helo|ehlo|mail\s+from|rcpt\s+to|vrfy|expn|help\s|quit|noop|rset|data|starttls|stls|auth\s|login\s|logout|authenticate\s|capability|capa\b|examine\s|fetch\s|select\s|(?:un)?subscribe\s|lsub\s|expunge|append\s|uid\s|retr\s|dele\s|list\b|stat\b|status\s|user\s|pass\s|apop\s|top\s|uidl\b)`,
  ],
  elsewhere: [],
};
