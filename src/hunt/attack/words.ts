// SPDX-License-Identifier: Apache-2.0
// Words that give a request its meaning to an interpreter. Data only; how they must stand is in the files beside.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
/** A regular expression for any of the alternatives, as one group. */
export const any = (list: readonly string[]): string => `(?:${list.join('|')})`;

/** Programs that people who got a shell call first, and those that fetch, unpack, read, run or hide something. */
export const unixCommands = words(`
  alias ansible apk apt apt-get aptitude ar arp as ash at awk base32 base64 basenc bash bc bunzip2 busybox byebug bzip2 c89 c99 capsh cat
  cc chattr chgrp chmod chown chroot clang cmp column comm composer cowsay cp cpan cpio crontab csh csplit curl cut dash date dc dd declare df
  dialog diff dig dmesg dmidecode dmsetup dnf docker dpkg du easy_install eb echo ed egrep elvish emacs env eqn ethtool eval ex exec expand
  expect export expr facter fetch fgrep find finger fish flock fmt fold fping free ftp gawk gcc gdb gem genie getent ghc gimp git grc grep
  groupadd groups gunzip gzip halt hd head hexdump highlight host hostname hostnamectl hping3 iconv id ifconfig iftop insmod install ionice
  ip iptables irb jjs join journalctl jq jrunscript julia kill killall knife ksh kubectl last ldconfig let ldd less lftp ln loginctl logsave
  look locate ls lsattr lsblk lsb_release lshw lsmod lsof lspci ltrace lua luajit lwp-download lwp-request make mawk mkdir mkfifo mknod modprobe more
  mosquitto mount mtr mv mysql mysqldump nano nasm nawk nc ncat netcat netstat nginx nice nl nm nmap node nohup npm nroff nsenter nslookup
  octave od openssl openvpn pandoc paste passwd pdb perl perms pg php pic pico pidof pidstat ping ping6 pip pip3 pkexec pkg pkill poweroff pr
  printenv printf pry ps psql ptx puppet pwd python rake read readelf readlink reboot red restic rev rlogin rlwrap rm rmdir route rpm rpmquery
  rsh rsync ruby rvim sash scp screen scrot sed service setarch setfacl setsid sftp sh shuf shutdown sleep smbclient snap socat soelim
  sort source split sqlite3 ss ssh ssh-keygen ssh-keyscan stat stdbuf strace strings su sudo svn sysctl systemctl tac tail tar taskset tbl
  tclsh tcpdump tcsh tee telnet test tftp tic time timedatectl timeout tmate tmux top touch traceroute trap troff tshark type typeset ul ulimit umount uname
  unexpand uniq unlzma unset unshare unxz unzip uptime useradd userdel usermod uudecode uuencode valgrind vi view vim vimdiff vipw
  virsh visudo vmstat w wall watch wc wget whereis which who whoami wish xargs xelatex xmodmap xterm xxd xz yarn yum zcat zip zsh zsoelim zypper`);

export const windowsCommands = words(`
  arp assoc attrib bcdedit bitsadmin cacls cd certutil cipher cmd cmstp copy cscript del diskpart driverquery dir erase fc findstr forfiles fsutil ftype gci gcm gwmi
  hostname icacls icm iex ipconfig irm iwmi iwr makecab md mklink mode more move mshta msiexec nbtstat net net1 netsh netstat nltest
  nslookup pathping ping powershell pwsh qwinsta quser rd reg regedit regsvr32 ren robocopy route rundll32 saps sc schtasks set start systeminfo takeown
  taskkill tasklist tracert tree type ver vol vssadmin wevtutil where whoami winrm winrs wmic wscript xcopy`);

/** Words that stand alone as a value only when somebody asks a shell. */
export const tellingCommands = words(`
  whoami ifconfig ipconfig systeminfo tasklist netstat nslookup powershell pwsh certutil bitsadmin wget curl netcat uname printenv crontab
  lsb_release hostnamectl dmesg lsmod qwinsta`);

/** Programs whose whole work is to call another one. */
export const callers = words(
  'busybox chroot command doas env eval exec ltrace nohup setsid stdbuf strace sudo time timeout unbuffer unshare xargs',
);

/** Functions that nobody names to a web page by chance. */
export const sqlTelling = words(`
  benchmark concat_ws current_setting database_to_xml dbms_pipe elt extractvalue find_in_set from_base64 geometrycollection get_lock group_concat
  json_extract json_keys linestring load_extension load_file lo_export lo_import make_set master_pos_wait multilinestring multipoint name_const
  pg_ls_dir pg_read_file pg_sleep polygon procedure_analyse query_to_xml quote_literal randomblob regexp_instr regexp_like regexp_substr row_count session_user sleep
  sqlite_version st_latfromgeohash string_agg substring_index sys_context system_user to_base64 to_char to_number unhex updatexml
  utl_http utl_inaddr xmltype zeroblob`);

/** Functions whose names are words too: they tell only inside a parameter's value. */
export const sqlOrdinary = words(`
  ascii avg bin cast char chr coalesce concat conv convert count current_user database exp field floor greatest hex if ifnull iif instr
  isnull lcase least left length like locate lower lpad max md5 mid min now nullif nvl ord password position pow quote rand repeat replace
  reverse right round rpad schema sha1 sha2 soundex space strcmp substr substring sum trim truncate ucase upper user uuid version`);

/** Functions of PHP that have no underscore; those with one are told by the underscore. */
export const phpFunctions = words(`
  assert basename bin2hex chdir chgrp chmod chown chr chroot compact copy create_function crypt dirname dl each eval exec exit die explode extract fclose feof fflush fgetc fgets
  file fileatime filectime filegroup fileinode filemtime fileowner fileperms filesize filetype fopen fpassthru fputs fread fscanf fseek fsockopen fwrite getcwd getenv gethostbyname getimagesize
  getopt glob gzdeflate gzdecode gzencode gzfile gzinflate gzopen gzread gzuncompress header hex2bin highlight implode include is_file iptcembed join key lchgrp lchown link linkinfo lstat mail md5
  mkdir opendir ord pack parse_ini_file passthru pfsockopen phpcredits phpinfo phpversion pi pcntl popen print printf putenv readdir readfile
  readgzfile readlink rename rewind rmdir scandir serialize setcookie sha1 shell_exec similar_text sprintf stat strrev strtolower strtoupper substr symlink sysconf syslog
  system tempnam tmpfile touch trim uasort uksort umask unlink unpack unserialize usort vprintf`);

/** Functions of PHP that run, open or unpack something, under names that are no words: they tell without a call too. */
export const phpTelling = words(`
  array_diff_ukey array_filter array_map array_reduce array_udiff array_walk assert_options base64_decode base64_encode call_user_func call_user_func_array call_user_method
  convert_uudecode create_function curl_exec curl_init escapeshellarg escapeshellcmd file_get_contents file_put_contents
  forward_static_call fsockopen func_get_args get_defined_vars getmyuid gzdeflate gzinflate gzuncompress hex2bin
  highlight_file html_entity_decode iconv_strlen include_once ini_get ini_restore ini_set is_callable move_uploaded_file mysqli_query ob_start parse_ini_file passthru pcntl_exec
  pcntl_fork pfsockopen php_uname phpcredits phpinfo phpversion popen posix_getuid posix_kill posix_mkfifo posix_setuid preg_replace preg_replace_callback proc_close proc_get_status
  proc_nice proc_open proc_terminate readgzfile register_shutdown_function register_tick_function require_once rawurldecode session_start
  set_error_handler set_exception_handler set_include_path shell_exec show_source spl_autoload str_rot13 stream_context_create stream_get_contents
  stream_socket_client sys_get_temp_dir unserialize urldecode usort utf8_decode var_dump var_export`);

/** What is of no use to a visitor and of much use to an intruder. */
export const secretPlaces = [
  String.raw`(?:^|[^\w.])(?:/etc/[a-z][\w.-]*|/proc/(?:self|version|cpuinfo|meminfo|net|\d+)\b|/sys/(?:class|kernel|devices|firmware)\b|/dev/(?:tcp|udp|null|fd|shm|stdin|random|zero)\b)`,
  String.raw`(?:^|[^\w.])(?:/var/(?:log|www|lib|mail|spool|run|backups)/|/usr/(?:local/)?(?:s?bin|lib|share)/|/s?bin/\w|/root/|/tmp/|/opt/\w+/|/home/\w+/\.)|=\s*s?bin/\w|~/\.`,
  String.raw`\.(?:bash|zsh|sh|mysql|psql|python|node_repl|irb|rediscli)_history\b|/\.history\b|\.bash(?:rc|_profile)\b|\.ssh/|\bid_(?:rsa|dsa|ecdsa|ed25519)\b|authorized_keys|\.ht(?:access|passwd)\b`,
  String.raw`[/=]\.(?:git|svn|hg|aws|azure|gcloud|docker|kube|vscode|idea|gnupg|config|terraform\.d)(?:/|$)|[/=]\.(?:env|npmrc|netrc|pgpass|my\.cnf|ds_store|dockercfg|git-credentials|pypirc)\b`,
  String.raw`wp-config\.|web\.config|web-inf/|meta-inf/|boot\.ini|win\.ini|system32|winnt[\\/]|inetpub[\\/]|\b[a-z]:[\\/]+(?:windows|winnt|boot|program|users|inetpub|temp)`,
  String.raw`config\.(?:inc\.php|yml|yaml)\b|settings\.py\b|localsettings\.php|[\w-]\.sql(?:\.(?:zip|gz|bz2|7z|tar|xz|rar))?(?:$|[&\s\x00])|\.(?:bak|swp|swo|orig)(?:$|[?&\s\x00])`,
].join('|');
