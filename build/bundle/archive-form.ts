/** Options of tar(1) with which equal files make equal archives, whoever owns them and whenever they were written. */
export const archiveForm = [
  '--format=ustar',
  '--no-recursion',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
] as const;
