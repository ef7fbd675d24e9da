/*
 * What a command is told by variables that nobody gave it on purpose. Each family below can make a program that the lab runs do
 * something else: talk to another server, run other code, write a secret into a log, or build another program into the cache.
 */
const refused: readonly RegExp[] = [
  // Another cluster's address, token and certificates: client-go, and both Kubernetes providers (KUBE_TOKEN, KUBE_PROXY_URL, …).
  /^KUBE/,
  // Arguments, workspace, variables, folders, log and providers of Terraform and OpenTofu (TF_CLI_ARGS, TF_LOG, TF_REATTACH_PROVIDERS, …).
  /^(TF|TOFU|OPENTOFU|TERRAFORM)_/,
  // The connection and the log of libvirt and virsh.
  /^(LIBVIRT|VIRSH|VIR)_/,
  // Code and settings of Node.js, Python, Perl (Debian's packages are installed with both), shells and the loader of programs.
  /^NODE_(OPTIONS|PATH|COMPILE_CACHE|REPL_EXTERNAL_MODULE|TLS_REJECT_UNAUTHORIZED|V8_COVERAGE)$/,
  /^(ESBUILD_BINARY_PATH|SWC_BINARY_PATH|TSX_\w+)$/,
  /^(PYTHON|PERL)/,
  /^(BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4|IFS|CDPATH|GLOBIGNORE|BASH_FUNC_.*)$/,
  /^(LD_|GLIBC_|GCONV_PATH$|MALLOC_|LOCPATH$|NLSPATH$)/,
  // Where names are looked up, and OpenSSL's settings.
  /^(HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|OPENSSL_(CONF|MODULES|ENGINES)|SSLKEYLOGFILE)$/,
  // Other places and commands for Git, SSH, curl, apt and dpkg, and for what makes disks and XML.
  /^(GIT_|SSH_ASKPASS|CURL_HOME$|APT_CONFIG$|DPKG_|QEMU_|G_SLICE$|XML_CATALOG_FILES$|SGML_CATALOG_FILES$|MKISOFSRC$|GENISOIMAGERC$)/,
  // What the C compiler reads beside its arguments.
  /^(CPATH|C_INCLUDE_PATH|LIBRARY_PATH|COMPILER_PATH|GCC_EXEC_PREFIX|CC|CXX|CGO_\w+|CFLAGS|LDFLAGS|CPPFLAGS)$/,
  // What changes the programs Go builds (GOFLAGS, GOEXPERIMENT, GOAMD64, GOWORK, …); what stays says where modules come from and where Go keeps them.
  /^GO(?!OGLE|(PROXY|SUMDB|NOSUMDB|PRIVATE|NOPROXY|INSECURE|AUTH|PATH|MODCACHE|CACHE|ROOT|TMPDIR|TOOLCHAIN|VCS|MAXPROCS|MEMLIMIT)$)[A-Z0-9_]+$/,
];

/** Which Terraform the user means is asked of this program, and given on by it. */
const kept = new Set(['TERRAFORM_BINARY_NAME']);

/**
 * The environment for a command: this process's, without what could lead the command elsewhere. PATH, HOME, the terminal's, the
 * language's and the proxies' variables, npm's, the lab's own and all that no family above names stay.
 */
export function cleanEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => kept.has(name) || !refused.some((family) => family.test(name))),
  );
}

/** For commands in the lab's own network, where a proxy of the user's has no business. */
export const noProxy = { NO_PROXY: '*', no_proxy: '*' } as const;
