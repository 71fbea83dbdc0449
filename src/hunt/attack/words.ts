// SPDX-License-Identifier: Apache-2.0
// Words that give a request its meaning to an interpreter. Data only; how they must stand is in shapes.ts.

/** Programs that people who got a shell call first, and those that fetch, unpack, run or hide something. */
export const unixCommands =
  'alias apk apt apt-get arp ash at awk base32 base64 bash bunzip2 busybox bzip2 cat cc chattr chgrp chmod chown chroot cmp cp crontab csh curl cut dash dd df diff dig dmesg dmidecode dnf docker du echo ed egrep emacs env eval ex exec export expr fetch fgrep find fish free ftp gawk gcc gdb getent git grep groupadd groups gunzip gzip halt head hexdump host hostname hostnamectl iconv id ifconfig insmod ip iptables jq kill killall ksh kubectl last ldd less ln locate lsblk lsof ls lspci lua luajit lwp-download make mawk mkdir mkfifo mknod modprobe more mount mv mysql mysqldump nano nawk nc ncat netcat netstat nginx nice nl nmap node nohup npm nslookup od openssl passwd paste perl php pico ping pip pkill poweroff printenv printf ps psql pwd python readlink reboot rev rm rmdir route rpm rsync ruby scp screen sed service setarch sftp sh shutdown sleep socat sort source ss ssh stat strace strings su sudo svn systemctl tac tail tar tclsh tcpdump tcsh tee telnet test tftp time timeout tmux top touch traceroute type ulimit umount uname uniq unset unzip uptime useradd userdel usermod vi vim w watch wc wget whereis which who whoami xargs xxd xz yum zcat zip zsh'.split(
    ' ',
  );

export const windowsCommands =
  'attrib bcdedit bitsadmin cacls cd certutil cipher cmd copy cscript del dir erase fc findstr forfiles fsutil ftype hostname icacls ipconfig makecab md mklink mode more move mshta msiexec net net1 netsh netstat nltest nslookup pathping ping powershell pwsh qwinsta rd reg regedit regsvr32 ren robocopy route rundll32 sc schtasks set start systeminfo taskkill tasklist tracert tree type ver vol vssadmin wevtutil where whoami wmic wscript xcopy'.split(
    ' ',
  );

/** Words that stand alone as a value only when somebody asks a shell. */
export const tellingCommands =
  'whoami ifconfig ipconfig systeminfo tasklist netstat nslookup powershell pwsh certutil bitsadmin wget curl netcat uname printenv crontab'.split(
    ' ',
  );

export const sqlFunctions =
  'ascii avg benchmark bin cast char chr coalesce concat concat_ws conv convert count current_user database dbms_pipe elt extractvalue exp field find_in_set floor format from_base64 geometrycollection greatest group_concat hex if ifnull instr isnull json_extract json_keys lcase least left length like load_file locate lower lpad make_set max md5 mid min multipoint name_const now nullif ord password pg_sleep polygon position pow quote rand randomblob repeat replace reverse right round row_count rpad schema session_user sha1 sha2 sleep soundex space strcmp substr substring substring_index sum system_user to_base64 to_char to_number trim truncate ucase unhex updatexml upper user uuid version xmltype'.split(
    ' ',
  );

/** Functions of PHP that have no underscore; those with one are told by the underscore. */
export const phpFunctions =
  'assert basename chdir chgrp chmod chown chr copy create_function dirname dl each end eval exec exit die explode extract fclose feof fflush fgetc fgets file filemtime fileperms filesize fopen fpassthru fputs fread fsockopen fwrite getcwd getenv gethostbyname glob gzdeflate gzdecode gzencode gzfile gzinflate gzopen gzuncompress header implode include is_file join key link lstat mail md5 mkdir opendir ord pack parse_ini_file passthru pfsockopen phpcredits phpinfo phpversion popen print printf putenv readdir readfile readgzfile readlink rename rewind rmdir scandir serialize sha1 shell_exec sprintf stat strrev strtolower strtoupper substr symlink sysconf syslog system tempnam tmpfile touch trim uasort uksort umask unlink unserialize usort vprintf'.split(
    ' ',
  );

/** What is of no use to a visitor and of much use to an intruder. */
export const secretPlaces = String.raw`/etc/[a-z][\w.-]*|/proc/(?:self|version|cpuinfo|meminfo|net|\d+)\b|/dev/(?:tcp|udp|null|fd|shm|stdin|random|zero)\b|/var/(?:log|www|lib|mail|spool|run|backups)/|/usr/(?:local/)?(?:s?bin|lib|share)/|/s?bin/\w|/root/|/tmp/|/opt/\w+/|/home/\w+/\.|~/\.|\.bash(?:_history|rc|_profile)\b|\.ssh/|\bid_(?:rsa|dsa|ecdsa|ed25519)\b|authorized_keys|\.ht(?:access|passwd)\b|/\.(?:git|svn|hg|aws|docker|kube|vscode|idea)(?:/|$)|/\.(?:env|npmrc|netrc|pgpass|my\.cnf|ds_store|dockercfg)\b|wp-config\.|web\.config|web-inf/|meta-inf/|boot\.ini|win\.ini|system32|winnt[\\/]|inetpub[\\/]|\b[a-z]:[\\/]+(?:windows|winnt|boot|program|users|inetpub|temp)|config\.(?:inc\.php|yml|yaml)\b|settings\.py\b|localsettings\.php`;
