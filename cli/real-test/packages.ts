/** The Debian packages that tests on a real machine need beside those of the lab itself: a browser to look at the report with. */
export const reportTestPackages = ['chromium'] as const;
