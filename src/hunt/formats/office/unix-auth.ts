// SPDX-License-Identifier: Apache-2.0
// auth.log and secure of Linux and the BSDs: who signed in by SSH, from where and with what result; who became another.
import { text } from '../../engine/sql.ts';
import { headed } from '../read/headed.ts';

/** Programs that write there. What they say otherwise is kept as a message: it is an event without a meaning of ours. */
const PROGRAMS =
  'sshd|sshd-session|sshd-auth|sudo|su|login|CRON|cron|crond|systemd-logind|polkitd|passwd|chpasswd|useradd|userdel|usermod|groupadd|gpasswd|pkexec|doas|dropbear|vsftpd|proftpd';
const program = 'concat(g[1], g[3])';
const message = 'concat(g[2], g[4])';
const SSH = String.raw`^(Accepted|Failed|Postponed|Partial) ([a-z/-]+) for (?:invalid user |illegal user )?(.*) from ([0-9a-fA-F.:%a-z]+) port ([0-9]+)`;
const ssh = (at: number) => `extractGroups(${message}, ${text(SSH)})[${at}]`;
const isSsh = `startsWith(g[1], 'sshd')`;
/** `taro : TTY=… ; USER=root ; COMMAND=…` of sudo. */
const sudo = (name: string) => `extract(${message}, ' ${name}=([^;]*?)(?: ;|$)')`;
const created = `extract(${message}, '^new user: name=([^,]+)')`;
const removed = `extract(${message}, ${text("^delete user [`']([^']+)'")})`;

export const unixAuthFormat = headed({
  id: 'unix-auth',
  table: 'event',
  dataset: 'linux.auth',
  pattern: String.raw`^(?:[^ \[\]:]+ )?(?:(${PROGRAMS})(?:\([a-z_:-]+\))?(?:\[[0-9]+\])?:? (.*)|(systemd)(?:\[[0-9]+\])?: (pam_unix.*))$`,
  texts: {
    'source.ip': `if(${isSsh}, if(${ssh(4)} != '', ${ssh(4)}, extract(${message}, ' from ([0-9a-fA-F.:]+) port [0-9]+$')), extract(${message}, ' rhost=([0-9a-fA-F.:]+)'))`,
    'source.port': `if(${isSsh}, ${ssh(5)}, '')`,
  },
  columns: {
    'service.name': `multiIf(${isSsh}, 'ssh', ${program})`,
    'user.name': `multiIf(${isSsh} AND ${ssh(3)} != '', ${ssh(3)}, ${isSsh}, extract(${message}, '^(?:Invalid|Illegal) user (.*) from '), g[1] = 'sudo', trimBoth(extract(${message}, '^([^:]+) : ')), '')`,
    'user.target.name': `multiIf(g[1] = 'sudo', trimBoth(${sudo('USER')}), ${created} != '', ${created}, ${removed})`,
    'event.action': `multiIf(${isSsh} AND ${ssh(1)} IN ('Accepted', 'Failed'), 'sign-in', ${created} != '', 'account-created', ${removed} != '', 'account-deleted', match(${message}, 'password changed for '), 'password-change', '')`,
    'event.outcome': `multiIf(${isSsh}, transform(${ssh(1)}, ['Accepted', 'Failed'], ['success', 'failure'], ''), '')`,
    'event.code': `if(${isSsh}, ${ssh(2)}, '')`,
    message,
    extra: `mapFilter((k, v) -> v != '', map('service', if(${isSsh}, 'sshd', lower(${program})), 'sudo.command', if(g[1] = 'sudo', ${sudo('COMMAND')}, '')))`,
  },
});
