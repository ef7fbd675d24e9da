/** The Debian package that the report's tests need beside those of the lab itself: a browser to look at it with. */
export const reportTestPackages = ['chromium'] as const;

/** All that tests on a real machine need: strace shows which files are opened, Wireshark's tshark reads captures. */
export const realTestPackages = [...reportTestPackages, 'strace', 'tshark'] as const;

/** What makes a bare machine from Debian's signed archive, with this checkout in it. */
export const bareMachinePackages = ['debian-archive-keyring', 'git', 'mmdebstrap'] as const;
