// SPDX-License-Identifier: Apache-2.0
// What a Unix shell or Windows' command interpreter would run.
import type { Shape } from './shape.ts';
import { any, callers, tellingCommands, unixCommands, windowsCommands } from './words.ts';

const command = `(?:[\\w./?*~-]*/)?${any([...new Set([...unixCommands, ...windowsCommands])])}[\\d.]*(?:\\.exe|\\.com|\\.bat)?`;
const ends = String.raw`(?:[\s\x0b;|&<>\x60)}$,#]|$)`;
/** How an argument of a program begins, and a word of prose hardly ever does. */
const argument = String.raw`(?:-{1,2}[a-z\d]|\+[a-z]\b|[/~.$*<>|&;\x60][\w/.({'"-]|[a-z]:[\\/]|https?:|\d{1,3}\.\d|['"][/\w-]|[\w-]+\.(?:bat|cfg|cmd|conf|dll|exe|ini|jar|js|log|php|pl|ps1|py|rb|sh|txt|vbs)\b)`;
/** Negations, assignments and unset variables may stand before a program. */
const before = String.raw`\s*(?:[!({]\s*|\w{1,40}=\S*\s+|\$\w*\s+)*`;

const shellshock = String.raw`\(\s*\)\s*\{\s*[:_\w]?`;
const cmdlet = String.raw`\b(?:add|clear|convertto|copy|export|foreach|format|get|import|invoke|measure|move|new|out|read|receive|register|remove|rename|resolve|restart|select|send|set|sort|start|stop|suspend|tee|test|wait|where|write)-(?:acl|aduser|alias|childitem|ciminstance|clipboard|command|computer|content|credential|csv|culture|date|drive|eventlog|event|executionpolicy|expression|file|help|history|host|hotfix|item|itemproperty|job|list|location|member|module|mppreference|netipaddress|object|output|path|process|psdrive|random|restmethod|scheduledtask|service|session|string|table|tracesource|transcript|type|unique|variable|webrequest|wmiobject)\b`;

export const shellShape: Shape = {
  name: 'shell',
  patterns: [
    // A separator, then a program.
    `(?:[;|\\x60]|&&|&\\s|[$<>]\\(|\\$\\{|[({]\\s)${before}${command}${ends}`,
    // After a line break prose is as likely as a program: the program must be all of the line, or have an argument.
    `[\\n\\r]${before}${command}(?:\\s+${argument}|\\s*(?:[;|&<>#\\n\\r]|$))`,
    // A value that is a call (a single & is followed by the next parameter as a rule, so it tells no more), or a call of a call.
    `[&=?/]\\s*['"(]*\\s*${command}\\s+${argument}`,
    `=\\s*['"(]*\\s*(?:\\w{1,20}=[^\\s=&]{0,40}\\s+)+${command}(?:\\s|$)`,
    `=\\s*['"]?${any(tellingCommands)}['"]?(?:[\\s;|&<>]|$)`,
    `=\\s*['"]?${any(callers)}['"]?(?:\\s+-\\S+)*\\s+['"]?${command}['"]?\\s*(?:$|[&;|]|\\s${argument}|\\s[\\w-]+\\.\\w)`,
    // Expansions that have no place in an address.
    String.raw`\$\([^)]|\$\{?ifs\b|\$\{[#!@*]|\$\{\w+[:%#/^,]|\w\$[@*!?]\w|\$[@*!#?][^\w&=]|\$'\\|=~[+-]\d*(?:$|[&/\s])|=~\d+(?:$|[&/\s])|=!(?:!|-?\d+)(?:$|[&\s])|=\s*\$\{?(?:home|path|shell|pwd|oldpwd|hostname|logname|user|bash\w*|env:\w+)\b|[;|&\n]\s*(?:\[{1,2}\s+(?:-[a-z]\s|!\s)|\(\(|\.\s+[./~])|=~(?:[+-]|[a-z_][\w-]*)?/|\balias\s+[\w.-]+=`,
    String.raw`\w\{[\w./-]+(?:,[\w./-]*)+\}\w|[=\s;|&]\{[\w./-]+(?:,[\w./-]*)+\}\w`,
    `\\{(?:,${command}[,}]|${command},(?:\\}|${argument}))`,
    // Redirections and here-strings.
    String.raw`\d?>&\d|<<<|[<>]\s*/(?:dev|tmp|etc|var|bin|home)/|>>\s*[\w./]|[<>]\(\s*\w`,
    // Globs in place of letters of a path.
    String.raw`/[a-z]*(?:[?*]|\[[a-z!^]{1,6}\])[a-z?*]*/[a-z?*\[\]]*[?*\[a-z]|/\?{2,}|/[a-z]{1,12}/[a-z]*[*?][a-z*?]+(?:\s|$)`,
    String.raw`[=;|&(\x60]\s*(?:[a-z]{1,8}[?*][a-z?*]{1,8}|[a-z]{0,8}\[[a-z]{1,4}\][a-z]{0,8})\s+${argument}`,
    // Control words.
    String.raw`\bfor\s+\w{1,40}\s+in\s+(?:[$*("'\x60{/]|[^;]{1,80};\s*do\b)|;\s*(?:do|then|done|fi|esac|elif|else)\b|\b(?:if|while|until)\s*\[+\s|\w+\s*\(\s*\)\s*\{`,
    // Windows.
    String.raw`%(?:comspec|programfiles|systemroot|windir|path|pathext|os|temp|tmp|userprofile|username|appdata|cd)(?::[^%]{0,40})?%|\bcmd(?:\.exe|\.com)?\s*/[a-z]|\bfor\s+/[dflr]\s|\bfor\s+%{1,2}\S{1,20}\s+in\s*\(|\bfor\s+\S{1,40}\s+in\s*\([^)]{0,200}\)\s*do\b|\bif\s+(?:/i\s+)?(?:not\s+)?(?:exist|defined|errorlevel|cmdextversion)\b`,
    String.raw`\bif(?:\s|/i)\s*(?:/i\s+)?(?:not\s+)?\(?\s*\S{1,60}?\s*(?:==|\s(?:equ|neq|lss|leq|gtr|geq)\s)`,
    String.raw`\b(?:powershell|pwsh)(?:\.exe)?\s|[\s=]-(?:enc|encodedcommand|noprofile|nop|executionpolicy|windowstyle)\b|${cmdlet}`,
    String.raw`\[(?:system|io|net|text|convert|reflection|environment|diagnostics|runtime|scriptblock|ref)(?:\.[\w.]+)?\](?:::|\.|\s*[$&\s]|$)|\b(?:iex|iwr|irm)\s*\(|\bnew-object\s`,
    String.raw`(?:[=;|&\n(]|&&)\s*(?:net1?\s+(?:user|view|share|localgroup|group|use|accounts|session)|reg\s+(?:query|add|save|delete|export)|sc\s+(?:query|stop|start|config|create|delete)|wmic\s+\w+|netsh\s+\w+)(?:\s+[\w/"\\-]|\s*(?:$|[;|&]))`,
    // The shell of a database.
    String.raw`(?:[;"'\n]|\\n)\s*\.\s*(?:shell|system|sh|databases|tables|schema|import|output|once|read|restore|backup|dump|load|save)\b`,
    shellshock,
  ],
  // An escaped & is no separator of parameters.
  written: [`%26(?:%26|%20|\\+)*${command}(?:%20|\\+|%26|&|$)`],
  elsewhere: [shellshock, String.raw`\$\([^)]{1,200}\)|\$\{ifs\}|\x60[^\x60]{1,200}\x60`, `(?:[;|]|&&)\\s*${command}\\s+${argument}`],
};

/** A value whose first word is broken up by quotes, back-slashes or empty expansions ... */
export const brokenUp = String.raw`=\s*(?:\w+['"\\^]+\w|['"]\w{1,20}['"]\w|\w*(?:''|""|\$@|\$\*)+\w)`;
/** ... and is a program once they are gone: neither alone says anything. */
export const mended = `=\\s*${command}(?:\\s|$)`;
