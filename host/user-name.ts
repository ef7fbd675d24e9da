import { userInfo } from 'node:os';

/** Who runs this program, for people: behind sudo the person, not root. */
export const userName = (): string => process.env.SUDO_USER || userInfo().username;
