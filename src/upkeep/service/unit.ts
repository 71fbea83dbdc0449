// SPDX-License-Identifier: Apache-2.0

/** What a unit of systemd says of the desk. Paths are absolute. */
export type UnitFacts = {
  /** `system`: of the machine, as an account of its own; `user`: of the person who installs it. */
  readonly scope: 'system' | 'user';
  /** Who runs it; null in a unit of a user, whose it is anyway. */
  readonly account: string | null;
  readonly dataFolder: string;
  /** Where backups are taken to by themselves, as it is set when the service is installed; null: nowhere. */
  readonly backupFolder: string | null;
  /** systemd makes the data folder at the first start, and gives it to the account: `/var/lib/<name>`. null: it is there. */
  readonly stateDirectory: string | null;
  readonly node: string;
  readonly main: string;
  /** A file with further settings, NAME=value a line; it may be absent. */
  readonly settingsFile: string;
  /** Ports below 1024 need a capability. */
  readonly lowPorts: boolean;
};

/**
 * The unit (systemd.unit(5), systemd.service(5), systemd.exec(5)). SIGTERM goes to the desk alone, which ends its database in
 * order; whatever is left after a minute is killed. The desk may write to its data folder, to the folder of its backups, and to nothing else. Memory that is
 * written and run stays allowed: the engine of JavaScript compiles at run time.
 */
export function unitText(facts: UnitFacts): string {
  const { scope, account, dataFolder, stateDirectory, node, main, settingsFile } = facts;
  const system = scope === 'system';
  return [
    '[Unit]',
    'Description=Matoi incident desk',
    ...(system ? ['Wants=network-online.target', 'After=network-online.target'] : []),
    '',
    '[Service]',
    'Type=exec',
    ...(account === null ? [] : [`User=${account}`]),
    ...(stateDirectory === null ? [] : [`StateDirectory=${stateDirectory}`, 'StateDirectoryMode=0700']),
    `Environment=${quoted(`MATOI_DATA=${dataFolder}`)}`,
    `EnvironmentFile=-${specifiers(settingsFile)}`,
    `ExecStart=${quoted(node)} ${quoted(main)} start`,
    'KillMode=mixed',
    'TimeoutStopSec=60',
    'Restart=on-failure',
    'RestartSec=5',
    'UMask=0077',
    'NoNewPrivileges=yes',
    ...(system ? hardening(facts) : []),
    '',
    '[Install]',
    `WantedBy=${system ? 'multi-user.target' : 'default.target'}`,
    '',
  ].join('\n');
}

function hardening({ dataFolder, backupFolder, stateDirectory, lowPorts }: UnitFacts): readonly string[] {
  const capability = lowPorts ? 'CAP_NET_BIND_SERVICE' : '';
  return [
    'ProtectSystem=strict',
    ...(stateDirectory === null ? [`ReadWritePaths=${quoted(dataFolder)}`] : []),
    // Its absence (a disk that is not mounted) keeps nobody from starting: the desk tells it.
    ...(backupFolder === null ? [] : [`ReadWritePaths=${quoted(`-${backupFolder}`)}`]),
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'LockPersonality=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
    'SystemCallArchitectures=native',
    `CapabilityBoundingSet=${capability}`,
    ...(lowPorts ? [`AmbientCapabilities=${capability}`] : []),
  ];
}

/** The account for systemd-sysusers(8), which makes it where it is not there. */
export function sysusersText(account: string, home: string): string {
  return `u ${account} - "Matoi incident desk" ${home} -\n`;
}

/** `%` begins a specifier in a unit. */
function specifiers(text: string): string {
  return text.replaceAll('%', '%%');
}

/** One word of a command line or of Environment= (systemd.syntax(7)); `$` would be a variable. */
function quoted(text: string): string {
  const plain = specifiers(text).replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`;
}
